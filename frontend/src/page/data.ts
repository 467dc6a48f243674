// What the server wrote into the page as JSON: data and addresses.

/** The value of the page's block of JSON with this id. */
export function pageData<T>(id: string): T {
  const block = document.getElementById(id);
  if (!block?.textContent) throw new Error(`The page has no block of data named ${id}`);
  return JSON.parse(block.textContent) as T;
}
