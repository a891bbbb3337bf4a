import { View } from '@/components/ui/view'
import { percentOf, type PageSize } from '../geometry'
import type { Search } from '../search'

interface HighlightsProps {
  search: Search
  page: number
  size: PageSize | undefined
}

/** What was found on one page; the match in view has a frame as well, so that colour is not all that tells it. */
export function Highlights({ search, page, size }: HighlightsProps) {
  if (!size) return null

  return (
    <>
      {search.matches.flatMap((match, index) =>
        match.page !== page
          ? []
          : match.boxes.map((box, line) => (
              <View
                key={`${index}-${line}`}
                className={index === search.current ? 'found found--now' : 'found'}
                style={percentOf(box, size)}
                aria-hidden
              />
            )),
      )}
    </>
  )
}
