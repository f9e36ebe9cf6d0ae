// Elements, written shortly.

type Child = Node | string | undefined;
type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** A new element; functions among the attributes are listeners, false and undefined are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  apply(made, attributes, children);
  return made;
}

/** A new element of a drawing. */
export function drawn<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  apply(made, attributes, children);
  return made;
}

/** A select with one option for each value and name. */
export function choice(
  label: string,
  options: [string, string][],
  changed: (value: string) => void,
): HTMLLabelElement {
  const select = element("select", { change: () => changed(select.value) });
  select.append(...options.map(([value, name]) => element("option", { value }, name)));
  return element("label", { class: "choice" }, `${label} `, select);
}

function apply(made: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
}
