/** What has to happen before Streamlit's own script begins. It stands in the page's HTML (web/http/page_shell.py). */

import { chosenTheme, tellStreamlit } from "../shared/theme-choice.js";

tellStreamlit(location.pathname);
const chosen = chosenTheme();
if (chosen) document.documentElement.dataset.odLook = chosen; // for the first answer alone
