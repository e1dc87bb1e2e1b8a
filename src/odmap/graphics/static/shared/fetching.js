/** What is read from this server. */

/** @param {string} address */
async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/**
 * Read a piece of HTML.
 * @param {string} address
 */
export async function readHtml(address) {
  return (await read(address)).text();
}

/**
 * Read JSON.
 * @param {string} address
 */
export async function readJson(address) {
  return (await read(address)).json();
}

/**
 * Read JSON from an address, or take it as it is where it came along, as in a file that needs no server.
 * @template T
 * @param {string | T | Promise<T>} given
 * @returns {Promise<T>}
 */
export async function jsonOf(given) {
  return typeof given === "string" ? readJson(given) : given;
}
