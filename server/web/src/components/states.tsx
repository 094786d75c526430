// What a screen shows as long as there is nothing to show, and why.
import type { ComponentChildren } from 'preact';
import type { Loaded } from '../load';
import { t } from '../messages';

interface Properties<T> {
  loaded: Loaded<T>;
  again: () => void;
  children: (value: T) => ComponentChildren;
}

// An answer that is being asked for anew stays readable, and keeps the focus, until the next one is there.
export function WhenThere<T>({ loaded, again, children }: Properties<T>) {
  if (loaded.state === 'fault') {
    return (
      <div class={`fault ${loaded.fault.kind}`} role="alert">
        <h2>{t(`page.fault.${loaded.fault.kind}`)}</h2>
        <p>{loaded.fault.text}</p>
        <button type="button" onClick={again}>{t('page.again')}</button>
      </div>
    );
  }
  const value = loaded.state === 'there' ? loaded.value : loaded.before;
  return (
    <>
      {loaded.state === 'loading' && <p class="loading" role="status">{t('page.loading')}</p>}
      <div class={loaded.state === 'loading' ? 'before' : undefined}>{value !== undefined && children(value)}</div>
    </>
  );
}
