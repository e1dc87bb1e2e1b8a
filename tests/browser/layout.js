// What is wrong with a drawn page. Each function returns what it finds; layout.py runs them, in a page or in a frame.
(() => {
  const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest("[aria-hidden=true], [inert]");
  const scrolls = (element, way) => ["auto", "scroll"].includes(getComputedStyle(element)[way]);
  const ancestors = element => {
    const found = [];
    for (let each = element; each; each = each.parentElement) found.push(each);
    return found;
  };
  const floats = element => ancestors(element).some(each => /fixed|sticky/.test(getComputedStyle(each).position));
  const hidden = element => ancestors(element).some(each => {
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    return (style.clipPath !== "none" || style.clip !== "auto" || style.overflowX === "hidden" && box.width <= 1)
      && style.position === "absolute" || box.right < -100;
  });
  const words = element => (element.getAttribute("aria-label") || element.innerText || element.id
        || element.className.toString())
    .trim().replace(/\s+/g, " ").slice(0, 60);
  const name = element => `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className}: ${words(element)}`;
  const texts = () => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        , range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode, element = node.parentElement;
      if (!node.data.trim() || !element || element.closest("script, style, noscript, svg, select")) continue;
      if (!seen(element) || hidden(element)) continue;
      range.selectNodeContents(node);
      const within = ancestors(element).filter(each => scrolls(each, "overflowY")
        && !each.matches(".stMain, html, body"))
        .map(each => each.getBoundingClientRect());
      const lines = Array.from(range.getClientRects())
        .filter(line => line.width > 1 && within.every(box => line.bottom > box.top && line.top < box.bottom));
      found.push({ node, element, lines });
    }
    return found;
  };

  // Text that lies outside of the window, where nothing scrolls to it; and a page that scrolls sideways.
  const beyond = () => {
    const main = document.querySelector(".stMain") || document.documentElement, found = [];
    for (const each of [main, document.documentElement]) {
      if (each.scrollWidth > each.clientWidth) found.push(`the page itself: ${each.scrollWidth} of ${each.clientWidth}`);
    }
    for (const { node, element, lines } of texts()) {
      if (ancestors(element).some(each => scrolls(each, "overflowX") && each !== main
        && each !== document.documentElement)) continue;
      if (element.closest(".od-skip, [data-collapsed=true]")) continue;
      if (lines.some(line => line.right > innerWidth + 1
        || line.left < -1)) found.push(`${name(element)} | ${node.data.trim().slice(0, 30)}`);
    }
    return found;
  };

  // Text that something cuts off.
  const clipped = () => {
    return texts().filter(({ element, lines }) => lines.length && ancestors(element).some(each => {
      const style = getComputedStyle(each), box = each.getBoundingClientRect();
      if (each === document.documentElement || each === document.body) return false;
      const cut = way => style[way] === "hidden" || style[way] === "clip";
      const scrolled = ancestors(element).slice(0, ancestors(element).indexOf(each));
      if (cut("overflowX") && !scrolled.some(inner => scrolls(inner, "overflowX"))
        && lines.some(line => line.right > box.right + 1 || line.left < box.left - 1)) return true;
      return cut("overflowY") && !scrolled.some(inner => scrolls(inner, "overflowY"))
        && lines.some(line => line.bottom > box.bottom + 3 || line.top < box.top - 3);
    })).map(({ element, node }) => `${name(element)} | ${node.data.trim().slice(0, 30)}`);
  };

  // Text in a column so thin that a line holds but a word or a few letters.
  const thin = () => {
    const blocks = new Map();
    for (const { element, lines } of texts()) {
      const block = ancestors(element).find(each => !/inline|contents/.test(getComputedStyle(each).display))
        || element;
      const before = blocks.get(block) || [];
      blocks.set(block, before.concat(lines));
    }
    return Array.from(blocks).map(([block, lines]) => {
      const tops = new Set(lines.map(line => Math.round(line.bottom / 6)));
      return [block, tops.size, block.innerText.trim().length];
    }).filter(([, count, length]) => count > 6 && length / count < 16 || count > 4 && length / count < 12
        || count > 2 && length / count < 6)
      .map(([block, count, length]) => `${count} lines for ${length} letters: ${name(block)}`);
  };

  // Text that lies upon other text.
  const covered = () => {
    const all = texts().filter(({ element }) => !floats(element)).flatMap(({ node, element, lines }) => lines
        .map(line => [node, element, line]));
    all.sort((one, other) => one[2].top - other[2].top);
    const found = [];
    all.forEach(([node, element, line], index) => {
      for (let next = index + 1; next < all.length && all[next][2].top < line.bottom - 4; next++) {
        const [otherNode, otherElement, other] = all[next];
        if (otherNode === node) continue;
        const across = Math.min(line.right, other.right) - Math.max(line.left, other.left);
        const down = Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top);
        if (across > 3
        && down > 0.45 * Math.min(line.height, other.height)) found.push(`${name(element)} / ${name(otherElement)}`);
      }
    });
    return found;
  };

  // Words that stand on two lines; parts of an address may.
  const broken = () => {
    const range = document.createRange(), found = [];
    for (const { node, element } of texts()) {
      for (const word of node.data.matchAll(/[\p{Script=Latin}\p{M}\d]+/gu)) {
        const address = /[./_-]/.test(node.data[word.index - 1] || "")
        || /^[./_-]\S/.test(node.data.slice(word.index + word[0].length));
        if (address) continue;
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set(Array.from(range.getClientRects(), line => Math.round(line.top)));
        if (lines.size > 1) found.push(`${word[0]} in ${name(element)}`);
      }
    }
    return found;
  };

  // Targets under 24 by 24 pixels that are no words of a sentence and have another target within that distance
  // (WCAG 2.5.8).
  const small = () => {
    const targets = Array.from(document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option], [role=combobox], .leaflet-marker-icon[tabindex]"
    )).filter(each => seen(each) && !hidden(each) && !each.disabled
        && getComputedStyle(each).pointerEvents !== "none")
      .map(each => [each, each.getBoundingClientRect()]).filter(([, box]) => box.width > 0 && box.height > 0);
    const inSentence = each => getComputedStyle(each).display === "inline" && ["p", "li", "dd", "td",
        "span", "label", "small", "summary", "div"].some(tag => {
      const block = each.closest(tag);
      return block && block.innerText.trim().length > each.innerText.trim().length + 2;
    });
    const tooSmall = box => box.width < 23.5 || box.height < 23.5;
    const centre = box => [box.left + box.width / 2, box.top + box.height / 2];
    const near = ([x, y], box) => Math.hypot(Math.max(box.left - x, 0, x - box.right),
        Math.max(box.top - y, 0, y - box.bottom)) < 11.9;
    return targets.filter(([each, box]) => tooSmall(box) && !inSentence(each) && targets
        .some(([other, room]) => other !== each
        && !other.contains(each) && !each.contains(other)
        && (tooSmall(room) ?
        Math.hypot(centre(box)[0] - centre(room)[0], centre(box)[1] - centre(room)[1])
        < 23.5 : near(centre(box), room))))
      .map(([each, box]) => `${Math.round(box.width)} by ${Math.round(box.height)}: ${name(each)}`);
  };

  // Text in Chinese, Japanese or Korean letters that is slanted.
  const slanted = () => {
    return texts().filter(({ node, element }) => getComputedStyle(element).fontStyle !== "normal"
      && /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]/.test(node.data))
        .map(({ node }) => node.data.trim());
  };

  return { beyond, clipped, thin, covered, broken, small, slanted };
})()
