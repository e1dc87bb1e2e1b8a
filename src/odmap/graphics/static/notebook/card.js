/** What the popup of a mark says.
 *
 * @import { Listed } from "../shared/types"
 */

/**
 * Return an element with a text in it, in the direction of its script.
 * @param {string} name
 * @param {string} text
 */
function line(name, text) {
  const element = document.createElement(name);
  element.dir = "auto";
  element.textContent = text;
  return element;
}

/**
 * Return a link to a page of others; `null` for what is no address of the web.
 * @param {string} address
 */
function source(address) {
  if (!/^https?:\/\//i.test(address)) return null;
  const link = document.createElement("a");
  link.textContent = new URL(address).host;
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  const paragraph = document.createElement("p");
  paragraph.append("Source: ", link);
  return paragraph;
}

/**
 * Return a name, lines of facts and sentences, and links to the sources; every text as text.
 * @param {Listed} organisation
 */
export function card({ name, lines, links }) {
  const box = document.createElement("div");
  const sources = links.map(source).filter((each) => each !== null);
  box.append(line("strong", name), ...lines.map((text) => line("p", text)), ...sources);
  return box;
}
