/** The first answer: it shows at once what the page holds, and gives way to the live page once that is drawn.
 *
 * What the live page needs is asked for only after the first paint, so that nothing stands in its way.
 */

import { giveWay, leave, whenFilters, whenLive } from "./handover.js";
import { startAfterPaint } from "./start.js";

const first = document.getElementById("od-first");
if (first) {
  document.documentElement.dataset.odFirst = "";
  startAfterPaint(first);
  whenLive(first.dataset.odFirst === "map", () => {
    giveWay(first);
    whenFilters(() => leave(first));
  });
}
