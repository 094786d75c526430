// A figure of each district as a circle at the district's seat. The table beside it has the same in words.
import { SEATS } from '../districts';
import { linkTo } from '../router';

const WIDTH = 360;
const MARGIN = 24;
const LARGEST = 18;
const SMALLEST = 4;
const LEAST_LARGEST = 5; // a circle of the full size stands for at least so many

// Degrees of longitude are shorter than those of latitude by the cosine of the latitude: for an area of this size that is
// as good as any projection.
const shrink = Math.cos((51 * Math.PI) / 180);
const eastings = SEATS.map((seat) => seat.longitude * shrink);
const west = Math.min(...eastings);
const north = Math.max(...SEATS.map((seat) => seat.latitude));
const scale = (WIDTH - 2 * MARGIN) / (Math.max(...eastings) - west);
const HEIGHT = Math.round((north - Math.min(...SEATS.map((seat) => seat.latitude))) * scale + 2 * MARGIN);

interface Properties {
  label: string;
  figures: ReadonlyMap<string, number | undefined>; // by district
}

// The area of a circle, not its radius, is in proportion to the figure. Numbers are those of the table.
export function DistrictMap({ label, figures }: Properties) {
  const most = Math.max(LEAST_LARGEST, ...[...figures.values()].map((value) => value ?? 0));
  return (
    <svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {SEATS.map((seat, i) => {
        const value = figures.get(seat.code);
        const x = MARGIN + (seat.longitude * shrink - west) * scale;
        const y = MARGIN + (north - seat.latitude) * scale;
        const radius = value === undefined ? SMALLEST : Math.max(SMALLEST, LARGEST * Math.sqrt(value / most));
        return (
          <g key={seat.code} onClick={() => { location.hash = linkTo(['districts', seat.code]); }}>
            <circle class={value === undefined ? 'unknown' : 'known'} cx={x} cy={y} r={radius} />
            <text x={x} y={y - radius - 2} text-anchor="middle">{i + 1}</text>
          </g>
        );
      })}
    </svg>
  );
}
