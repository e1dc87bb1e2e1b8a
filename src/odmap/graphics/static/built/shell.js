// Built by scripts/bundle.js from the modules beside this folder.
"use strict";(()=>{var r="odmapTheme",l=["Light","Dark"];function a(){try{let e=localStorage.getItem(r)??"";return l.includes(e)?e:""}catch{return""}}function c(e){let t=a(),o=`stActiveTheme-${e}-v2`;try{t?localStorage.setItem(o,JSON.stringify(t)):localStorage.removeItem(o)}catch{}}c(location.pathname);})();
