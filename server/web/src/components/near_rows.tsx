// A long list of which only rows near to what one sees are in the document. To people who hear it or steer it by keyboard
// it is whole: each row says its place of how many, and the rows before and behind the focus are always there. Whoever
// prints, or searches in the page, gets every row.
import { type ComponentChildren, options } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const ROWS = 20; // that come and go together
const NEAR = '1500px'; // above and below
const ROW_PX = 230; // what a row takes, until it was there once

// At once: what a browser prints is what there is when it says that it is going to.
function now(change: () => void): void {
  const later = options.debounceRendering;
  options.debounceRendering = (render) => render();
  change();
  if (later === undefined) delete options.debounceRendering;
  else options.debounceRendering = later;
}

// Whether every row is wanted.
function useAll(): boolean {
  const [searched, setSearched] = useState(false);
  const [printed, setPrinted] = useState(false);
  // Before anything is painted: who sees rows can search in them.
  useLayoutEffect(() => {
    const paper = matchMedia('print');
    const print = () => now(() => setPrinted(true));
    const printedNow = () => setPrinted(false);
    const change = () => (paper.matches ? print() : printedNow());
    const key = (event: KeyboardEvent) => {
      if (event.key === 'F3' || ((event.ctrlKey || event.metaKey) && (event.key === 'f' || event.key === 'g'))) now(() => setSearched(true));
    };
    addEventListener('beforeprint', print);
    addEventListener('afterprint', printedNow);
    addEventListener('keydown', key);
    paper.addEventListener('change', change);
    return () => {
      removeEventListener('beforeprint', print);
      removeEventListener('afterprint', printedNow);
      removeEventListener('keydown', key);
      paper.removeEventListener('change', change);
    };
  }, []);
  return searched || printed;
}

interface PartProperties {
  count: number; // of its rows
  all: boolean;
  focused: boolean; // the focus is here, or in the part before or behind
  onFocus: () => void;
  children: () => ComponentChildren;
}

function Part({ count, all, focused, onFocus, children }: PartProperties) {
  const place = useRef<HTMLDivElement>(null);
  const height = useRef(count * ROW_PX);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const watch = new IntersectionObserver((entries) => {
      if (element.childElementCount > 0) height.current = element.offsetHeight;
      setNear(entries.at(-1)?.isIntersecting ?? false); // the last is the latest
    }, { rootMargin: `${NEAR} 0px` });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const shown = near || all || focused;
  return (
    <div ref={place} role="presentation" class="part" style={shown ? {} : { height: `${height.current}px` }} onFocusIn={onFocus}>
      {shown && children()}
    </div>
  );
}

interface Properties<T> {
  rows: readonly T[];
  kind: string; // class of the list
  children: (row: T, place: number, of: number) => ComponentChildren;
}

// Rows are `role="listitem"` with `aria-posinset` and `aria-setsize`, as they are told.
export function NearRows<T>({ rows, kind, children }: Properties<T>) {
  const all = useAll();
  const [focus, setFocus] = useState(0); // part where it is, or was last
  const parts = Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) => rows.slice(i * ROWS, (i + 1) * ROWS));
  return (
    <div role="list" class={kind}>
      {parts.map((part, i) => (
        <Part key={i} count={part.length} all={all} focused={Math.abs(i - focus) <= 1} onFocus={() => setFocus(i)}>
          {() => part.map((row, k) => children(row, i * ROWS + k + 1, rows.length))}
        </Part>
      ))}
    </div>
  );
}
