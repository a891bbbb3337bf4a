const hex = (value: number): string => value.toString(16).padStart(4, '0')

const utf16 = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex')

const BLOCK = 100 // entries a block may have (CMap files, §7.2 of Adobe Technical Note 5014)

/**
 * A ToUnicode CMap (ISO 32000-2 §9.10.3): what each CID, from 1, is copied out as. Characters beyond U+FFFF are
 * surrogate pairs, characters with marks are sequences; a CID without text of its own is left out.
 */
export function toUnicodeMap(texts: readonly string[]): string {
  const entries: string[] = []
  texts.forEach((text, cid) => {
    if (text !== '') entries.push(`<${hex(cid)}> <${utf16(text)}>`)
  })
  const blocks: string[] = []
  for (let i = 0; i < entries.length; i += BLOCK) {
    const block = entries.slice(i, i + BLOCK)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}
