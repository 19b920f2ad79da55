/** A device warning in words for people: what is wrong, and what to do about it. */
import type { Device } from '#contract/devices.ts'
import type { Words } from '#contract/endpoint.ts'
import type { About } from './warningQueries.ts'

export type WarningWords = { readonly what: Words; readonly advice: Words }

export function wordsOf(device: Pick<Device, 'datum'>, about: About): WarningWords {
  return about.looksLike ? datumWords(device.datum, about) : clockWords(about.ahead ?? 0)
}

function clockWords(ahead: number): WarningWords {
  const by = spell(Math.abs(ahead))
  const advice = {
    zh: '请在设备上开启网络或卫星自动校时，并核对时区',
    en: 'Switch on network or satellite time on the device, and check its time zone',
  }
  if (ahead > 0) {
    const what = {
      zh: `时钟快 ${by}，定位时间已按此校正`,
      en: `Its clock is ${by} ahead; the times of its positions are corrected by that`,
    }
    return { what, advice }
  }
  return {
    what: {
      zh: `时钟慢 ${by}，定位时间已按此校正（也可能是报文始终晚到这么久）`,
      en: `Its clock is ${by} behind, or its reports always come that late; the times of its positions are corrected by that`,
    },
    advice,
  }
}

function datumWords(declared: string, { looksLike = 'wgs84', against }: About): WarningWords {
  const [zhBy, enBy] = against
    ? [`与同一单元的 ${against} 比较`, `compared with ${against} of the same unit`]
    : ['与江河水面比较', 'compared with the water of the rivers']
  return {
    what: {
      zh: `登记坐标系为 ${declared}，但位置更像 ${looksLike}，约偏数百米（${zhBy}）`,
      en: `It is registered as ${declared}, but its places look like ${looksLike}, some hundred metres off (${enBy})`,
    },
    advice: {
      zh: `请核对该设备实际发送的坐标系，并按其重新登记（${looksLike}）${against ? `；若 ${against} 有误，则改 ${against}` : ''}`,
      en: `Check which datum it really sends and register it with that (${looksLike})${against ? `; or correct ${against}, if that one is wrong` : ''}`,
    },
  }
}

/** `63 s`, `12 min`, `8.0 h` */
function spell(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`
}
