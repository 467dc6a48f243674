// Addresses with places to fill in, as the server writes them: "/render_image_region/7/{z}/{t}/".

/** The address with every {name} filled in, and the query appended to what is there. */
export function address(template: string, places: Record<string, number>, query: URLSearchParams): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = places[name];
    if (value === undefined) throw new Error(`The address ${template} asks for ${name}`);
    return String(value);
  });
  const text = readable(query);
  return text === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${text}`;
}

/** The query as text, with the characters of the rendering grammar left as people read them. */
function readable(query: URLSearchParams): string {
  return query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%24/g, "$");
}
