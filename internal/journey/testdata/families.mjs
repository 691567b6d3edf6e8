// Three families, one of each track. All of them are invented.
export const families = {
  china: {
    track: 'ethnic_return', country: 'CHN', place: 'Тарбағатай', search: 'QIAKEN BAHETI', like: 'KULAXI MUHAXI',
    head: { name: 'BAHETI QIAKEN', script: 'pinyin', paper: 'foreign_passport', number: 'E00000001', sex: 'male', birth: ['14', '3', '1984'] },
    others: [
      { name: 'گۇلنار قىزىر', script: 'kk-Arab', relation: 'spouse', paper: 'identity_card_cn', birth: ['', '', '1987'], sex: 'female' },
      { name: 'Ерасыл Бақытұлы', script: 'kk-Cyrl', relation: 'child', birth: ['1', '9', '2012'], sex: 'male' },
      { name: 'Аружан Бақытқызы', script: 'kk-Cyrl', relation: 'child', birth: ['', '', '2016'], abroad: true, sex: 'female' },
      { name: 'KULAXI MUHAXI', script: 'pinyin', relation: 'parent', paper: 'foreign_passport', birth: ['5', '5', '1955'], sex: 'female' },
    ],
    wishes: { asks_quota: 'yes', citizenship: 'yes', language: 'yes', proof_paper: 'yes' }, tenure: 'buy_out',
  },
  russia: {
    track: 'former_citizen', country: 'RUS', place: 'Омск', search: 'Дорохов Игнат',
    head: { name: 'Дорохов Игнат Савельевич', script: 'ru', paper: 'foreign_passport', number: '710000001', sex: 'male', birth: ['2', '2', '1979'] },
    others: [{ name: 'Дорохова Аглая Игнатьевна', script: 'ru', relation: 'child', birth: ['3', '4', '2014'], sex: 'female' }],
    wishes: { asks_quota: 'no', citizenship: 'yes', language: 'yes' }, tenure: 'own',
  },
  internal: {
    track: 'internal', country: 'KAZ', region: '61', place: 'Кентау', search: 'Жүсіп Қанат',
    head: { name: 'Жүсіп Қанат Оразұлы', script: 'kk-Cyrl', paper: 'kz_identity_card', number: '000000001', sex: 'male', birth: ['7', '7', '1990'], iin: true },
    others: [{ name: 'Жүсіп Айым', script: 'kk-Cyrl', relation: 'spouse', birth: ['8', '8', '1993'], sex: 'female' }],
    wishes: { asks_quota: 'yes', language: 'no', divorced_36: 'no' }, tenure: 'rent_subsidy',
  },
}
