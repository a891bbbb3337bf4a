/** Layers, ranks and cycles of ARCHITECTURE.md, checked on every run. */
const rooms = [
  'identity',
  'organization',
  'billing',
  'approval',
  'seal',
  'template',
  'contract',
  'document',
  'todo',
  'group',
  'wecom',
  'openapi',
  'operator',
  'timers',
]
const ranked = ['identity', 'organization', 'billing', 'approval', 'seal', 'template', 'contract']
const tests = '\\.(test|fixture)\\.tsx?$'

const higherRooms = ranked.map((room, rank) => ({
  name: `rank-of-${room}`,
  comment: `${room} calls only lower rooms; upward goes by events`,
  severity: 'error',
  from: { path: `^cloudfunctions/${room}/`, pathNot: tests },
  to: {
    path: `^cloudfunctions/(${rooms.filter((r) => r !== room && ranked.slice(0, rank).indexOf(r) < 0).join('|')})/`,
  },
}))

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...higherRooms,
    {
      name: 'foreign-room-through-its-door',
      comment: 'another room is reached through its queries or actions, never its rules or model',
      severity: 'error',
      from: { path: '^cloudfunctions/([^/]+)/', pathNot: [tests, '^cloudfunctions/platform/'] },
      to: { path: '^cloudfunctions/[^/]+/rules/', pathNot: '^cloudfunctions/$1/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules know model, types, calendar and refusals; no I/O, no other room',
      severity: 'error',
      from: { path: '^cloudfunctions/[^/]+/rules/', pathNot: tests },
      to: {
        path: '^(cloudfunctions|node:|fs|crypto|http|net|child_process)',
        pathNot: [
          '^cloudfunctions/[^/]+/(rules|model)/',
          '^cloudfunctions/platform/kernel/(refusal|calendar|audit)',
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'model-is-data',
      severity: 'error',
      from: { path: '^cloudfunctions/[^/]+/model/', pathNot: tests },
      to: { path: '^cloudfunctions/[^/]+/(actions|queries|rules)/' },
    },
    {
      name: 'adapters-only-from-wiring',
      comment: 'only wiring, set-up and the local host name an adapter',
      severity: 'error',
      from: {
        path: '^cloudfunctions/',
        pathNot: [
          tests,
          '^cloudfunctions/(wiring|setup-demo)\\.ts$',
          '^cloudfunctions/platform/(adapters|local|cli)/',
        ],
      },
      to: { path: '^cloudfunctions/platform/adapters/' },
    },
    {
      name: 'kernel-stands-below',
      severity: 'error',
      from: { path: '^cloudfunctions/platform/kernel/', pathNot: tests },
      to: {
        path: '^cloudfunctions/',
        pathNot: [
          '^cloudfunctions/platform/(kernel|evidence)/',
          // interfaces of outside parties
          '^cloudfunctions/platform/(pki/keys|convert/office/office-converter)',
        ],
      },
    },
    {
      name: 'engine-knows-nobody',
      comment: 'the document engine imports no room, no kernel, no adapter',
      severity: 'error',
      from: { path: '^cloudfunctions/platform/(pdf|pki)/', pathNot: tests },
      to: { path: '^(cloudfunctions|types|src)/', pathNot: '^cloudfunctions/platform/(pdf|pki)/' },
    },
    {
      name: 'documents-stand-on-the-engine',
      comment:
        'layout, conversion and evidence know the engine and each other, no room, no kernel, no adapter',
      severity: 'error',
      from: { path: '^cloudfunctions/platform/(flow|convert|evidence)/', pathNot: tests },
      to: {
        path: '^(cloudfunctions|types|src)/',
        pathNot: '^cloudfunctions/platform/(pdf|pki|flow|convert|evidence)/',
      },
    },
    {
      name: 'pages-know-only-contracts',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^cloudfunctions/' },
    },
    {
      name: 'types-stand-alone',
      severity: 'error',
      from: { path: '^types/' },
      to: { path: '^(src|cloudfunctions)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
