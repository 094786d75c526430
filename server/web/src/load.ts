// What a screen asks of the server, and how far that is.
import { useEffect, useState } from 'preact/hooks';
import { type Fault, faultOf } from './api';

export type Loaded<T> = { state: 'loading'; before?: T } | { state: 'there'; value: T } | { state: 'fault'; fault: Fault };

// Asks whenever `key` changes; what an earlier key is still waiting for is given up. What was there for the key
// before stays at hand while the next is asked for; it is never taken for the answer.
export function useLoad<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): [Loaded<T>, () => void] {
  const [again, setAgain] = useState(0);
  const wanted = `${again} ${key}`;
  const [known, setKnown] = useState<{ of: string; loaded: Loaded<T> }>({ of: '', loaded: { state: 'loading' } });
  useEffect(() => {
    const stop = new AbortController();
    const set = (loaded: Loaded<T>) => stop.signal.aborted || setKnown({ of: wanted, loaded });
    ask(stop.signal).then((value) => set({ state: 'there', value }), (error: unknown) => set({ state: 'fault', fault: faultOf(error) }));
    return () => stop.abort();
  }, [wanted]);
  const askAgain = () => setAgain(again + 1);
  if (known.of === wanted) return [known.loaded, askAgain];
  return [known.loaded.state === 'there' ? { state: 'loading', before: known.loaded.value } : { state: 'loading' }, askAgain];
}
