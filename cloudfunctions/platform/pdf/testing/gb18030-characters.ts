/**
 * Ideographs that GB 18030-2022 asks for, by code point. Level 1: the unified ideographs and extension A of its
 * two- and four-byte areas. Level 2: the 196 characters of the Table of General Standard Chinese Characters
 * (通用规范汉字表, 2013) that lie in plane 2; names of people and places use them.
 */
export function gb18030Level1(): string[] {
  return [...range(0x4e00, 0x9fa5), ...range(0x9fcd, 0x9fcf), ...range(0x3400, 0x4db5), '〇']
}

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))

export const GB18030_LEVEL_2: readonly string[] = `
20164 20676 20cd0 2139a 21413 235cb 23c97 23c98 23e23 249db 24a7d 24ac9 25532 25562 255a8 25ed7 26221 2648d
26676 2677c 26b5c 26c21 27ff9 28408 28678 28695 287e0 28b49 28c47 28c4f 28c51 28c54 28e99 29f7e 29f83 29f8c
2a7dd 2a8fb 2a917 2aa30 2aa36 2aa58 2afa2 2b127 2b128 2b137 2b138 2b1ed 2b300 2b363 2b36f 2b372 2b37d 2b404
2b410 2b413 2b461 2b4e7 2b4ef 2b4f6 2b4f9 2b50d 2b50e 2b536 2b5ae 2b5af 2b5b3 2b5e7 2b5f4 2b61c 2b61d 2b626
2b627 2b628 2b62a 2b62c 2b695 2b696 2b6ad 2b6ed 2b7a9 2b7c5 2b7e6 2b7f9 2b7fc 2b806 2b80a 2b81c 2b8b8 2bac7
2bb5f 2bb62 2bb7c 2bb83 2bc1b 2bd77 2bd87 2bdf7 2be29 2c029 2c02a 2c0a9 2c0ca 2c1d5 2c1d9 2c1f9 2c27c 2c288
2c2a4 2c317 2c35b 2c361 2c364 2c488 2c494 2c497 2c542 2c613 2c618 2c621 2c629 2c62b 2c62c 2c62d 2c62f 2c642
2c64a 2c64b 2c72c 2c72f 2c79f 2c7c1 2c7fd 2c8d9 2c8de 2c8e1 2c8f3 2c907 2c90a 2c91d 2ca02 2ca0e 2ca7d 2caa9
2cb29 2cb2d 2cb2e 2cb31 2cb38 2cb39 2cb3b 2cb3f 2cb41 2cb4a 2cb4e 2cb5a 2cb5b 2cb64 2cb69 2cb6c 2cb6f 2cb73
2cb76 2cb78 2cb7c 2cbb1 2cbbf 2cbc0 2cbce 2cc56 2cc5f 2ccf5 2ccf6 2ccfd 2ccff 2cd02 2cd03 2cd0a 2cd8b 2cd8d
2cd8f 2cd90 2cd9f 2cda0 2cda8 2cdad 2cdae 2cdd5 2ce18 2ce1a 2ce23 2ce26 2ce2a 2ce7c 2ce88 2ce93
`
  .trim()
  .split(/\s+/)
  .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))

/** Characters of real names that programs are known to lose. */
export const RARE_NAMES: readonly string[] = [
  ...'㐂㑇㛃㛚㴋㵪㙘䶮𠮷𠅤𡐓𣲗𤧛𥔲𦒍𧿹𨱏𩽾𪟝𫄧𫍯𫖯𫘜𬀩𬍛𬭎𬭸𬶏𬸘堃喆玥犇淼骉龘靐',
]
