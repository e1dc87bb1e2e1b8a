/** What the map reads from this server. */

/**
 * Read JSON from this server, or take it as it is where it came along, as in a file that needs no server.
 * @template T
 * @param {string | T | Promise<T>} given
 * @returns {Promise<T>}
 */
export async function fetchJson(given) {
  if (typeof given !== "string") return given;
  const response = await fetch(given);
  if (!response.ok) throw new Error(`${given}: ${response.status}`);
  return response.json();
}

/**
 * Read a piece of HTML from this server.
 * @param {string} address
 */
export async function fetchHtml(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}
