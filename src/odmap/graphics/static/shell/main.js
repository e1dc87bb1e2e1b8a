/** What has to happen before Streamlit's own script begins. It stands in the page's HTML (web/http/page_shell.py). */

import { tellStreamlit } from "../shared/theme-choice.js";

tellStreamlit(location.pathname);
