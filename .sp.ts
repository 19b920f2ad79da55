import { createRandom } from './scripts/simulate/random.ts'
import { countView } from './server/hotspots/counting.ts'
import { judge } from './server/hotspots/judge.ts'
import { dayView, syntheticCity } from './server/hotspots/testing.cities.ts'
const WEEK=168*3600e3
for (const kind of ['sparse','uneven','even'] as const) for (const back of [0,5,7]) {
  let any=0, called=0
  const n=60
  for (let s=1;s<=n;s++){ const c=syntheticCity(createRandom(50_000+s),kind)
    const end=c.end-back*WEEK
    const j=judge(countView(c.reports,c.places,dayView,end,end),c.places); const d=j.discoveries(0.05).length; called+=d; if(d)any++ }
  console.log(kind,'past windows',8-back,'any',any/n,'called',called)
}
