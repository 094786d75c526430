import { useState } from 'preact/hooks';
import { DistrictMap } from '../components/district_map';
import { Figure, figureText } from '../components/figure';
import { WhenThere } from '../components/states';
import { adequacyOf, askBlocks, type Blocks, blocksOf, SEATS } from '../districts';
import { useLoad } from '../load';
import { t } from '../messages';
import { districtName } from '../names';
import { linkTo } from '../router';

// What circles can stand for: people, who of them have no adequate vacancy, or whom a rule keeps from a good one.
interface Measure {
  key: string;
  name: string;
  of: (district: string) => bigint | undefined;
}

function measuresOf(blocks: Blocks): Measure[] {
  return [
    { key: 'people', name: t('page.people'), of: (district) => blocksOf(blocks, district)?.people },
    { key: 'none', name: t('page.adequacy.none'), of: (district) => adequacyOf(blocks, district)?.none },
    ...(blocks.blocks.all?.rules ?? []).map((rule) => ({
      key: String(rule.rule),
      name: t('page.blocked_by', { rule: rule.text }),
      of: (district: string) => blocksOf(blocks, district)?.rules.find((one) => one.rule === rule.rule)?.people,
    })),
  ];
}

function Overview({ blocks }: { blocks: Blocks }) {
  const measures = measuresOf(blocks);
  const [key, setKey] = useState('people');
  const measure = measures.find((one) => one.key === key) ?? measures[0];
  if (measure === undefined) return null;
  const figures = new Map(SEATS.map(({ code }) => {
    const value = measure.of(code);
    return [code, value === undefined ? undefined : Number(value)] as const;
  }));
  const most = Math.max(1, ...[...figures.values()].map((value) => value ?? 0));
  return (
    <>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <p>
          <label for="measure">{t('page.measure')}</label>
          <select id="measure" value={key} onChange={(event) => setKey(event.currentTarget.value)}>
            {measures.map((one) => <option key={one.key} value={one.key}>{one.name}</option>)}
          </select>
        </p>
      </form>
      <div class="map-and-table">
        <figure>
          <DistrictMap label={t('page.map_label', { measure: measure.name })} figures={figures} />
          <figcaption>{t('page.map_caption')}</figcaption>
        </figure>
        <table class="cards">
          <caption>{measure.name}</caption>
          <thead><tr><th scope="col">{t('page.nr')}</th><th scope="col">{t('page.district')}</th><th scope="col">{t('page.number')}</th></tr></thead>
          <tbody>
            {SEATS.map(({ code }, i) => (
              <tr key={code}>
                <td data-label={t('page.nr')} class="number">{i + 1}</td>
                <th scope="row"><a href={linkTo(['districts', code])}>{districtName(code)}</a></th>
                <Figure label={t('page.number')} value={measure.of(code)} most={most} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr class="total">
              <td />
              <th scope="row"><a href={linkTo(['districts', 'all'])}>{t('page.all_districts')}</a></th>
              <td data-label={t('page.number')} class="number">{figureText(measure.of(''))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

export function DistrictsScreen() {
  const [loaded, again] = useLoad('districts', askBlocks);
  return (
    <>
      <p>{t('page.report_note')}</p>
      <p><a href={linkTo(['programme'])}>{t('page.programme')}</a></p>
      <WhenThere loaded={loaded} again={again}>{(blocks) => <Overview blocks={blocks} />}</WhenThere>
    </>
  );
}
