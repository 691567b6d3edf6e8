package names

import "strings"

// tote reads Kazakh in Arabic script; letters are in the form that clean gives them. Soft and hard vowels share a letter.
var tote = &table{spelling: toteSpelling, text: `
ا аә
ب б
ۆ в
گ г
ع ғ
د д
ە е
ج ж
ز з
ي ий
ك к
ق қ
ل л
م м
ن н
ڭ ң
و оө
پ п
ر р
س с
ت т
ۋ у
ۇ ұү
ۈ ү
ۉ ө
ې е
ف ф
ح х
خ х
ھ һ
چ ч
ش ш
ى ыі
ی ыіий
ه е1һ1
غ ғ
ژ ж
ص с
ض з
ط т
ظ з
ذ з
ث с
ة е
`}

// shortVowel is what may stand after a Persian consonant and is not written.
const shortVowel = "аәе1оұүіы~0"

// persian reads Persian and Dari: short vowels are not written, so one may stand after every consonant (domain.md §4.2). The
// Arabic article inside a name is a vowel and a weak л, of which Kazakh keeps little: عبدالرحمن is Әбдірахман.
var persian = &table{text: strings.ReplaceAll(`
ا аә
آ а
ب б …
پ п …
ت т …
ث с …
ج ж …
چ ч …
ح хһ …
خ хқ …
د д …
ذ з …
ر р …
ز з …
ژ ж …
س с …
ش ш …
ص с …
ض з …
ط т …
ظ з …
ع ғаә~1 …
غ ғ …
ف ф …
ق қ …
ك кқ …
گ гғ …
ل л …
م м …
ن нң …
و уоөұүв
ه һаеә~3
ە һаеә~3
ي иійе3
ى иійе3
ی иійе3
^عبدال ғаә~1 б … д ұүыіаәе~2 л~2
الدین,الدين ұүыіаәе~1 л~0 д иі нң …
الله ұүоаыіе~1 л аә һ~0
`, "…", shortVowel)}
