/** An employee of a company and a contract that waits for her, as the functions answer them. */
const hour = 3_600_000
const now = Date.now()

const me = {
  accountId: 'a1',
  phoneMasked: '138****6021',
  person: {
    name: '陈思远',
    idNumberMasked: '310***********0428',
    verifiedAt: now - 1000 * hour,
    simulated: true,
  },
  hasPassword: true,
  identities: [
    { kind: 'person', name: '陈思远' },
    {
      kind: 'organization',
      organizationId: 'o1',
      name: '上海云杉科技有限公司',
      roles: ['超级管理员'],
      permissions: [
        'contract.initiate',
        'contract.view.organization',
        'org.view',
        'billing.view',
        'seal.use',
      ],
    },
  ],
  active: { kind: 'organization', organizationId: 'o1' },
}

const row = {
  id: 'c1',
  number: 'QL2026112200001',
  name: '年度软件采购框架合同',
  status: 'PENDING_SIGN',
  label: 'MINE_TO_SIGN',
  signed: 1,
  total: 2,
  initiatorName: '杭州未名数据有限公司',
  initiatedByMe: false,
  parties: [
    { name: '上海云杉科技有限公司', kind: 'organization', state: 'PENDING_SIGN' },
    { name: '王小雨', kind: 'person', state: 'SIGNED' },
  ],
  createdAt: now - 30 * hour,
  deadline: now + 100 * hour,
  completedAt: null,
  endedAt: null,
  actions: ['sign', 'refuse', 'download'],
}

const party = (id, kind, name, mine, state) => ({
  id,
  kind,
  name,
  handlerName: kind === 'organization' ? '陈思远' : null,
  phoneMasked: '138****6021',
  position: mine ? 1 : 0,
  state,
  mine,
  auth: ['captcha'],
  fields: [
    {
      id: `${id}-f1`,
      type: kind === 'organization' ? 'seal' : 'signature',
      page: 0,
      x: 60,
      y: 600,
      width: 119,
      height: 119,
    },
  ],
  signedAt: state === 'SIGNED' ? now - 20 * hour : null,
  signedBy: state === 'SIGNED' ? 'face' : null,
})

const detail = {
  ...row,
  order: 'any',
  pages: [{ width: 595, height: 842 }],
  partyViews: [
    party('p2', 'person', '王小雨', false, 'SIGNED'),
    party('p1', 'organization', '上海云杉科技有限公司', true, 'PENDING_SIGN'),
  ],
  myPartyId: 'p1',
  endReason: null,
  timeline: [{ seq: 0, type: 'contract.started', at: now - 30 * hour, actorName: '周以安', hash: 'h0' }],
  file: { revision: 1, sha256: 'a'.repeat(64), size: 120_000 },
  simulated: true,
}

const seal = {
  id: 's1',
  name: '合同专用章',
  type: 'contract',
  state: 'enabled',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  width: 119,
  height: 119,
  canUse: true,
}

/** Answers for an employee who has one contract to seal. */
const signedIn = {
  'identity.whoAmI': () => ({ me }),
  'contract.countMine': () => ({ toSign: 1, byOthers: 0, aboutToExpire: 0, completed: 0, all: 1 }),
  'contract.list': () => ({ items: [row] }),
  'contract.get': () => detail,
  'todo.list': () => ({ items: [row], counts: { byMe: 1, byOthers: 0, aboutToTimeOut: 0 } }),
  'document.getPage': () => ({ url: 'https://files.example/page.png', width: 750, height: 1061, text: '' }),
  'seal.listSeals': () => ({ items: [seal] }),
  'seal.listPersonalSignatures': () => ({ items: [] }),
  'organization.listEmployees': () => ({ items: [] }),
  'organization.getOrganization': () => ({
    id: 'o1',
    name: '上海云杉科技有限公司',
    creditCode: '91310115MA1K4XXXXX',
    verifiedAt: now,
    simulated: true,
  }),
}

module.exports = { me, row, detail, signedIn, visitor: { 'identity.whoAmI': () => ({ me: null }) } }
