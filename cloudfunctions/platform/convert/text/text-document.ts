import type { FlowDocument, FlowParagraph, TextStyle } from '../../flow/model'

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89 }
const MARGINS = { top: 72, right: 72, bottom: 72, left: 72 }
const STYLE: TextStyle = { face: 'song', size: 10.5 }
/** Eight columns of half a character, as editors set tabs. */
const TAB = 42

/** A text as pages: one paragraph a line, wrapped at the margins; a form feed begins a page. */
export function textDocument(text: string): FlowDocument {
  const blocks = text
    .replace(/^\ufeff/, '')
    // Ctrl-Z ends files of old systems.
    .replace(/\u001a+$/, '')
    .replace(/\s+$/, '')
    .split('\f')
    .flatMap((page, i) =>
      page
        .split(/\r\n|[\n\r\u000b\u0085\u2028\u2029]/)
        .map((line, row) => paragraph(line, i > 0 && row === 0)),
    )
  return { sections: [{ page: { ...PAGE, margins: MARGINS }, blocks }] }
}

function paragraph(line: string, pageBreakBefore: boolean): FlowParagraph {
  const inlines: FlowParagraph['inlines'] = line
    .split('\t')
    .flatMap((text, i): FlowParagraph['inlines'] => [
      ...(i > 0 ? [{ kind: 'tab' as const, style: STYLE }] : []),
      ...(text === '' ? [] : [{ kind: 'text' as const, text, style: STYLE }]),
    ])
  return {
    kind: 'paragraph',
    inlines,
    style: STYLE,
    defaultTab: TAB,
    spacing: { line: { rule: 'multiple', factor: 1.15 } },
    // Lines of a text file are lines, not paragraphs of prose.
    widowControl: false,
    ...(pageBreakBefore ? { pageBreakBefore } : {}),
  }
}
