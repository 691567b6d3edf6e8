// What a caseworker does for each task, by the words that stand on top of the case.

// The page that the task's link leads to is open when one of these begins.
const plain = ({ done }) => done()
const seen = (...kinds) => async (x) => {
  await x.papers(kinds)
  await x.again()
  await x.done()
}
// decided: what stands against a grant is done first, task by task, as the page names them.
const decided = (...kinds) => async (x) => {
  if (kinds.length) await x.papers(kinds)
  await x.again()
  for (let i = 0; i < 9; i++) {
    const todo = x.page.locator('.nk-rules a').first()
    if (!(await todo.count())) break
    const [title, href] = [(await todo.textContent()).trim(), await todo.getAttribute('href')]
    console.log(`  first: ${title}`)
    await x.follow(x.page, href)
    await tasks[title]({ ...x, again: (who = x.page) => x.go(who, href) })
    await x.again()
  }
  return x.decide()
}

// police: applied, answered, then decided by a second person.
const police = (kind, paper) => async (x) => {
  await x.follow(x.page, `/police/${kind}`)
  await x.put(x.page, { number: 'P-100' })
  await x.send(x.page)
  await x.follow(x.page, `/police/${kind}/answer`)
  await x.put(x.page, { answer: 'granted', ...x.day('on', x.today) })
  if (kind === 'residence') await x.put(x.page, x.day('until', [x.today[0], x.today[1], String(Number(x.today[2]) + 10)]))
  await x.send(x.page)
  await x.papers([paper])
  await x.go(x.page, `/cases/${x.number}/integration`)
  await x.follow(x.page, '/propose')
  return x.decide()
}

async function household(x) {
  const { page, put, send, follow, go, all, family, number } = x
  const part = `/cases/${number}/household`
  const forms = await page.locator('main a[data-row]').evaluateAll((as) => as.map((a) => a.getAttribute('href')))
  for (const [i, href] of forms.entries()) {
    const who = [family.head, ...family.others][i]
    await follow(page, href)
    await put(page, { sex: who.sex, citizenship: family.country })
    await send(page)
  }
  await follow(page, '/household/facts')
  await put(page, family.wishes)
  await send(page)
  await follow(page, '/household/consent')
  const members = await page.locator('main form [name=member] option').evaluateAll((os) => os.map((o) => o.value).filter(Boolean))
  for (const m of members) {
    await go(page, part + '/consent')
    await put(page, { member: m, aloud: 'yes', language: 'kk' })
    await all(page, 'purposes')
    await send(page)
  }
  await go(page, part)
  await send(page, { action: '/household/complete' })
}

async function offer(x) {
  const { page, put, send, follow } = x
  const homes = await page.locator('main form [name=dwelling]').evaluateAll((es) => es.flatMap((e) => (e.tagName === 'SELECT' ? [...e.options].map((o) => o.value) : [e.value])).filter(Boolean))
  await put(page, { dwelling: homes[0] })
  await send(page)
  await follow(page, '/housing/answer')
  await put(page, { answer: 'accepted' })
  await send(page)
}

async function profiles(x) {
  const { page, put, send, go, number } = x
  const forms = await page.locator('main a[href*="/employment/profile/"]').evaluateAll((as) => as.map((a) => a.getAttribute('href')))
  for (const [i, href] of forms.entries()) {
    await go(page, href)
    await put(page, i === 0 ? { looks: 'yes', trade: 'тас қалаушы', occupation: '7112' } : { looks: 'no', why_not: 'childcare' })
    await send(page)
  }
  await go(page, `/cases/${number}/employment`)
}

async function refer(x) {
  const { page, put, send, follow } = x
  const href = await page.locator('main a[href*="/employment/refer/"]').first().getAttribute('href')
  await follow(page, href)
  const vacancies = await page.locator('main form [name=vacancy] option').evaluateAll((os) => os.map((o) => o.value).filter(Boolean))
  await put(page, { kind: 'vacancy', vacancy: vacancies[0] })
  await send(page)
  const answer = await page.locator('main a[href*="/employment/answer/"]').first().getAttribute('href')
  await follow(page, answer)
  await put(page, { how: 'hired' })
  await send(page)
}

async function contract(x) {
  const href = await x.page.locator('main a[href*="/employment/contract/"]').first().getAttribute('href')
  await x.papers(['labour_contract'])
  await x.go(x.page, href)
  await x.put(x.page, { contract: 'yes', pension: 'yes', social: 'yes', health: 'yes' })
  await x.send(x.page)
}

// A job is asked after when its day has come: the clock goes on until then.
async function job(x) {
  await x.move(91)
  x.page = x.desk()
  await x.go(x.page, `/cases/${x.number}/employment`)
  const href = await x.page.locator('main a[href*="/employment/check/"]').first().getAttribute('href')
  await x.follow(x.page, href)
  await x.put(x.page, { answer: 'works' })
  await x.send(x.page)
}

async function children(x) {
  const hrefs = await x.page.locator('main a[href*="/integration/enrol/"]').evaluateAll((as) => as.map((a) => a.getAttribute('href')))
  for (const href of hrefs) {
    await x.follow(x.page, href)
    await x.put(x.page, { kind: 'school', place: '№ 12 орта мектеп' })
    await x.send(x.page)
  }
}

async function plan(x) {
  const { page, put, send, follow } = x
  await follow(page, '/integration/needs')
  for (const n of ['language', 'school', 'kindergarten', 'health', 'documents', 'training', 'legal', 'social']) {
    await put(page, { ['need_' + n]: ['health', 'documents'].includes(n) ? 'yes' : 'no' })
  }
  await send(page)
  for (let i = 0; i < 3 && (await page.locator('main a[href$="/integration/agree"]').count()) === 0; i++) {
    await follow(page, '/integration/goals/new')
    await put(page, { text: 'Құжаттарды рәсімдеу', service: 'ХҚКО', due_day: '1', due_month: '6', due_year: String(new Date().getFullYear() + 2) })
    await send(page)
  }
  await follow(page, '/integration/agree')
  await put(page, { language: 'kk' })
  await send(page)
}

export const tasks = {
  'Register the family and hand over slip and codes': plain,
  'Find a bed for the first nights': plain,
  'Complete the household: members, circumstances, wishes, consent': household,
  'Bring the papers on the list': seen(),
  'Check the papers and earlier inclusion in a quota': seen(),
  'Forward the application to the service provider': plain,
  'Get the recommendation of the commission': plain,
  'Decide on kandas status': decided('nationality_proof', 'autobiography'),
  'Decide on inclusion in the programme': decided(),
  'Decide on inclusion in the regional quota': decided(),
  'Confirm former citizenship or birth in Kazakhstan': seen('former_citizenship_proof'),
  'Check registration in the departing region: one year or more': plain,
  'Check registration as job-seeker or unemployed': plain,
  'Sign the social contract': seen('social_contract'),
  'Assess housing needs and agree the kind of housing': async ({ page, put, send, family }) => {
    await put(page, { tenure: family.tenure })
    await send(page)
  },
  'Offer a dwelling and record the answer': offer,
  'Inspect and value the dwelling, check the title': async (x) => {
    if (await x.page.locator('main a[href$="/housing/offer"]').count()) {
      await x.follow(x.page, '/housing/offer')
      await offer(x)
    }
    await x.papers(['inspection_act', 'valuation_report'])
    await x.again(x.chief)
    await x.put(x.chief, { suitable: 'yes', valuation: '30000000', title: 'yes' })
    await x.send(x.chief)
  },
  'Decide on the dwelling': decided(),
  'Sign the housing contract': async (x) => {
    await x.papers(['housing_contract'])
    await x.again()
    await x.put(x.page, { language: 'kk', read: 'yes' })
    await x.send(x.page)
  },
  'Visit and confirm that the family has moved in': async ({ page, put, send }) => {
    if (await page.locator('main form [name=address]').count()) await put(page, { address: 'Достық ауылы, Абай көшесі 5' })
    await put(page, { text: 'Visited; lamps are on' })
    await send(page)
  },
  'Register at the place of residence': async ({ page, all, send }) => {
    await all(page, 'members')
    await send(page)
  },
  'Pay the relocation subsidy': decided('bank_account'),
  'Record trade, experience and work wishes of each adult': profiles,
  'Refer to a vacancy, training or own business': refer,
  'Record the job: contract, pension, social and health insurance seen': contract,
  'Check the job after 90 days': job,
  'Enrol the children in school and kindergarten': children,
  'Register the family with a clinic': async ({ page, put, send }) => {
    await put(page, { clinic: '№ 4 емхана' })
    await send(page)
  },
  'Start a Kazakh or Russian language course': async ({ page, put, send }) => {
    const first = await page.locator('main form [name=member]').first().getAttribute('value')
    await put(page, { member: first, course: 'Қазақ тілі, орталық' })
    await send(page)
  },
  'Explain safety and whom to call': async ({ page, put, all, send }) => {
    await all(page, 'members')
    await put(page, { language: 'kk' })
    await send(page)
  },
  'Assess needs and agree the integration plan': plan,
  'Follow the permanent residence permit to its decision': police('residence', 'residence_permit'),
  'Follow the citizenship application to its decision': police('citizenship', 'kz_identity_card'),
  'Confirm that the family is settled': decided(),
}
