package names

import "strings"

// origins leads the forms of a name of one origin, mostly Arabic, to one word. Their letters went so far apart that they
// are related, not spellings of each other (domain.md §4.2); the list is short on purpose.
var origins = func() map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(related, "\n") {
		forms, _ := clean(line)
		for _, f := range forms {
			out[oneYe(f)] = forms[0]
		}
	}
	return out
}()

// originOf gives the origin of a word without its ending; empty for most.
func originOf(word string) string { return origins[oneYe(word)] }

// oneYe writes Arabic and Persian ye alike; clean keeps them apart, for they are different letters in Kazakh.
func oneYe(s string) string { return strings.ReplaceAll(s, "ی", "ي") }

const related = `
ибраһим ыбырай ибрай ибрагим ибрахим ыбрайым ybyrai ybyraı ybyrai ibray ibrai ibrohim ibrahim ebrahim yibulayin yibulaxin yibulai ىبىراي ابراهيم
мұхаммед мұхамбет махамбет мағамбет мамбет мухаммед мухамед магомед мамед мамад muhammad mohammad muhammed mehmet muhammet mukhammed mamed mamad mahomet مۇحاممەد محمد
жүсіп юсуф юсуп иосиф жусуп yusuf yusup jusip zhusip yousef yusufu yusupu ёсуф ٴجۇسىپ جۇسىپ يوسف
жақып якуб якуп жакып yakub yakup yaqub zhakyp jaqyp yoqub ёқуб ёкуб yaqub yaʼqub جاقىپ يعقوب
исмайыл смайыл ысмайыл исмаил смағұл ысмағұл смагул ismail ismoil esmail smail يسمايىل اسماعيل
ысқақ исхак исаак ишак ishak isaq ishoq eshaq yskak ىسقاق اسحاق
дәуіт давуд дауд дауит daut davud dovud dawood daud داۋىت داوود
хұсайын құсайын үсен хусейн гусейн усен hüseyin husayn hossein husain حسين
асан хасан хасен гасан hasan xasan hassan asan حسن
оспан осман ғұсман гусман усман усмон ospan osman usmon usman othman وسپان عثمان
омар умар гумар ғұмар omar umar ömer umer ومار عمر
жүніс юнус жунус yunus junis zhunis younes يونس
хадиша хадича хатиджа кадиша hatice xadicha khadija khadisha حاديشا خديجه
фатима бәтима патима батима fatma fatima fotima فاتيما فاطمه
айша ғайша аиша айше aisha ayşe oysha aysha ayesha عايشه
мариям мәрьям мәриям марьям мария maryam meryem mariam ماريام مريم
ілияс ильяс илияс ilyas ilyos илёс elyas iliyas ٴىلياس الياس
ескендір искандер искандар ескендир iskandar iskender eskandar yeskendir ەسكەندىر اسكندر
сүлеймен сулейман сүлейман süleyman sulaymon soleiman suleimen سۇلەيمەن سليمان
абдолла қабдолла ғабдолла абдулла габдулла кабдолла abdulla abdullah abdulloh abdollah qabdolla kabdolla ابدوللا قابدوللا عبدالله
ғали али ғалый гали ali aly ʼali عالي على علی علي
ғайса иса ғиса гайса isa iso eysa issa gaisa عايسا عيسى عیسی
жақия яхья яхия жакия yahya yahyo yahia jaqiya zhakiya جاقيا يحيى یحیی
темір тимур темур темир тимер temir timur temur timour taimour teymur tömör төмөр تەمىر تيمور تیمور
мұса муса моисей musa muso mosa mousa musa moisey مۇسا موسی موسى
шыңғыс чингиз чингис шингис чынгыз chingiz cengiz genghis shyngys qinggesi xingesi شىڭعىس چنگیز
`
