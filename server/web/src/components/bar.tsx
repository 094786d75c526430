// A bar of at most the full width, for people who would rather look than read: the number stands beside it in words.
export function Bar({ share, of = 1, kind = 'points' }: { share: number; of?: number; kind?: string }) {
  const width = Math.max(0, Math.min(100, Math.round((100 * share) / Math.max(of, 1e-9))));
  return (
    <svg class={`bar ${kind}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="whole" x="0" y="0" width="100" height="6" />
      <rect class="part" x="0" y="0" width={width} height="6" />
    </svg>
  );
}
