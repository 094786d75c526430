// Which links to show to whom: what the token of this tab says of its roles. The server asks for itself on every call.
import { tokenOfTab } from './api';

// The server says so where nobody has to sign in; then everybody has every role.
export const isOpen = document.querySelector('meta[name="passung-open"]') !== null;

export type Role = 'mentor' | 'coordinator' | 'service' | 'admin' | 'batch';

function rolesOfTab(): unknown {
  try {
    const claims = (tokenOfTab().split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return (JSON.parse(atob(claims)) as { roles?: unknown }).roles;
  } catch {
    return [];
  }
}

export function isOneOf(roles: readonly Role[]): boolean {
  const held = rolesOfTab();
  return isOpen || (Array.isArray(held) && roles.some((role) => held.includes(role)));
}
