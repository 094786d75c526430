// Three reasons for a match and one thing against it, as they stand in lists.
import type { Match } from '../generated/passung/v1/result_pb';
import { t } from '../messages';
import { bestReasons, obstacleOf } from '../reasons';

export function Reasons({ match }: { match: Match }) {
  const obstacle = obstacleOf(match);
  return (
    <>
      <ul class="for">{bestReasons(match).map((text) => <li key={text}>{text}</li>)}</ul>
      {obstacle !== undefined && <p class="against"><strong>{t(obstacle.byRule ? 'page.obstacle' : 'page.weakest')}</strong> {obstacle.text}</p>}
    </>
  );
}
