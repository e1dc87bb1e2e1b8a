/** What the file holds beside its page: settings, the table of the map, and what is packed. */

/**
 * Return the text of an element of the page.
 * @param {string} id
 */
export function textOf(id) {
  return document.getElementById(id)?.textContent ?? "";
}

/**
 * Unpack what exports/offline_page.py packed: base64 of a zlib stream.
 * @param {string} id
 */
export async function unpacked(id) {
  if (!window.DecompressionStream) throw new Error("this browser cannot unpack");
  const bytes = Uint8Array.from(atob(textOf(id)), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}
