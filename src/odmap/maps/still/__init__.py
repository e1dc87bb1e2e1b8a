"""Still maps: pictures for files, slides, paper and details."""
