import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { SvgPicture } from '../svg-picture'

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect x="1" y="1" width="38" height="38" rx="9" fill="#c5372c"/>' +
  '<rect x="4.5" y="4.5" width="31" height="31" rx="6" fill="none" stroke="#fff" stroke-width="1.2"/>' +
  '<g fill="#fff" font-family="Songti SC,Noto Serif CJK SC,SimSun,serif" font-weight="700" font-size="13" text-anchor="middle">' +
  '<text x="20" y="19">签</text><text x="20" y="32.5">立</text></g></svg>'

/** The product's seal. */
export function ProductMark({ size = 40 }: { size?: 40 | 48 | 64 }) {
  const t = useTexts(uiTexts)

  return <SvgPicture svg={svg} alt={t.appName} width={size} height={size} />
}
