package names

// kazakh reads a word that has letters which only Kazakh has: each letter is its sound.
var kazakh = &table{spelling: cyrillicSpelling, text: `
а а
ә ә
б б
в в
г г
ғ ғ
д д
дж ж
е е
ё й~3 о
ж ж
з з
и и
й й
к к
қ қ
л л
м м
н н
ң ң
о о
ө ө
п п
р р
с с
т т
у у
ұ ұ
ү ү
ф ф
х х
һ һ
ц ц
ч ч
ш ш
щ ш
ы ы
і і
э е
ю й~3 уү
я й~3 а
`}

// cyrillic reads Russian, Mongolian, Kyrgyz and Uzbek Cyrillic, and Kazakh words without a letter of their own: а stands
// for ә too, к and х for қ, у for ұ ү у (domain.md §4.2).
var cyrillic = &table{spelling: cyrillicSpelling, text: `
а аә
б б
в ву2
^в ву
г гғ
ғ ғ
д д
дж ж
е е
ё й~3 оө
ж ж
з з
и иійы2
й йі
к кқ
қ қ
л л
м м
н нң
ң ң
о оө
ө ө
п п
р р
с с
т т
у ұүуө3
ұ ұ
ү ү
ў оұ
ф ф
х хһқ~8
ҳ һ
һ һ
ц ц
ч ч
ш ш
щ ш
ы ыі
і і
э еә3
ю й~3 уүұ
^ю й~3жү3 уүұ
я й~3 аә
^я й~3жү3 аә
`}
