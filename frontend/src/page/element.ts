// Finding the elements that the page's template promises.

type Kind<T extends Element> = new (...args: never[]) => T;

/** The first element that matches, of the kind asked for; throws when the template has none. */
export function element<T extends Element>(kind: Kind<T>, selector: string, within: ParentNode = document): T {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} at ${selector}`);
  return found;
}

/** A copy of the only element inside the <template> with this id. */
export function copyOf(templateId: string): HTMLElement {
  const template = element(HTMLTemplateElement, `#${templateId}`);
  return element(HTMLElement, "*", template.content.cloneNode(true) as DocumentFragment);
}
