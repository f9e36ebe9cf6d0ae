// Views of one answer behind tabs (WAI-ARIA Authoring Practices, pattern “Tabs”).

import { element } from "./dom";

export interface View {
  key: string;
  name: string;
  show: (place: HTMLElement) => Promise<void> | void;
}

let preferred = "";

/** Tabs with the view that the reader last chose, where there is such a one. */
export async function showTabs(
  label: string,
  views: View[],
  failed: (error: unknown) => void,
): Promise<HTMLElement> {
  const panel = element("div", { role: "tabpanel", id: "view" });
  const tabs = views.map((view, index) =>
    element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${view.key}`,
        "aria-controls": "view",
        click: () => void choose(index, true),
      },
      view.name,
    ),
  );
  const choose = async (index: number, byReader: boolean) => {
    const view = views[index];
    if (!view) return;
    if (byReader) preferred = view.key;
    tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", `tab-${view.key}`);
    panel.dataset.view = view.key;
    panel.replaceChildren();
    await Promise.resolve(view.show(panel)).catch(failed);
  };
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const steps: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = steps[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    const index = (next + tabs.length) % tabs.length;
    tabs[index]?.focus();
    void choose(index, true);
  };
  const list = element(
    "div",
    {
      role: "tablist",
      "aria-label": label,
      class: "tabs",
      keydown: (event) => move(event as KeyboardEvent),
    },
    ...tabs,
  );
  const first = Math.max(
    0,
    views.findIndex((view) => view.key === preferred),
  );
  const whole = element("div", {}, list, panel);
  // Maps and charts measure their place, so it has to stand in the page first.
  queueMicrotask(() => void choose(first, false));
  return whole;
}
