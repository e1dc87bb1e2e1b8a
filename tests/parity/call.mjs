/** Calls a function of a module with each of a list of arguments, and prints the answers: JSON in, JSON out. */

import { json } from "node:stream/consumers";

const { module, name, calls } = /** @type {{ module: string, name: string, calls: unknown[][] }} */ (
  await json(process.stdin));
const { [name]: call } = await import(module);
process.stdout.write(JSON.stringify(calls.map((given) => call(...given) ?? null)));
