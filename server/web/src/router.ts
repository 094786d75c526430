// Where the page is: everything behind the # of its address, so that the server sees no names of people in paths.
import { useEffect, useState } from 'preact/hooks';

export interface Place {
  parts: string[]; // "#/mentees/m000003/steps" → ["mentees", "m000003", "steps"]
  query: URLSearchParams;
}

// What somebody typed need not be an encoding of anything; then it stands for itself.
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function read(): Place {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { parts: path.split('/').filter((part) => part !== '').map(decoded), query: new URLSearchParams(query) };
}

export function usePlace(): Place {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const moved = () => setPlace(read());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return place;
}

export function linkTo(parts: string[], query: Record<string, string> = {}): string {
  const written = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${written === '' ? '' : `?${written}`}`;
}

// "mentees/m000003" → "m000003".
export const idOf = (name: string): string => name.slice(name.indexOf('/') + 1);
