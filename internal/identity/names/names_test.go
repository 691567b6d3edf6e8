package names_test

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/identity/names"
)

func TestVerdictsAndTheirReasons(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want names.Verdict
		why  []names.Reason
	}{
		{"Нұрлан", "НҰРЛАН", names.Same, []names.Reason{names.SameLetters}},
		{"Нұрлан", "Нурлан", names.Same, []names.Reason{names.SameSound}},
		{"Нұрлан", "نۇرلان", names.Same, []names.Reason{names.SameSound}},
		{"Нұрлан", "Nur-lan", names.Same, []names.Reason{names.SameSound}},
		{"Нұрлан", "Нұр Лан", names.Same, []names.Reason{names.SameSound, names.Joined}},
		{"Нұрлан", "Nuerlan", names.Same, []names.Reason{names.Pinyin}},
		{"Тұрсынбек", "Tuerxunbieke", names.Same, []names.Reason{names.Pinyin}},
		{"Шайлан Нұрданбек", "Nuerdanbieke Shayilan", names.Same, []names.Reason{names.Swapped, names.Pinyin}},
		{"Ислам Қабышұлы", "Ислам Қабыш ұлы", names.Same, []names.Reason{names.SameSound}},
		{"Ислам Қабышұлы", "Islam Qabysh oğlu", names.Same, []names.Reason{names.SameSound}},
		{"Ислам Қабышұлы", "Хавышийн Ислам", names.Same, []names.Reason{names.Swapped, names.Ending}},
		{"Айгүл Тоқтарқызы", "Токтаров Айгүл", names.Same, []names.Reason{names.Swapped, names.Ending}},
		{"Нұрлан", "Нұрлан Әбілмәжінұлы", names.Maybe, []names.Reason{names.Part}},
		{"Айгүл", "AYIGULI TUOHETAERBIEKE", names.Maybe, []names.Reason{names.Part, names.Pinyin}},
		{"Самат", "Санатов Ерлан", names.Different, nil},
		{"Төлебаев Ермек", "Төлебаев Ермек Серікбайұлы", names.Maybe, []names.Reason{names.Part}},
		{"Ибраһим", "Ebrahim", names.Same, nil},
		{"Ыбырай", "Ebrahim", names.Maybe, []names.Reason{names.Related}},
		{"努尔兰·阿不都满金", "阿不都满金 努尔兰", names.Same, []names.Reason{names.SameLetters, names.Swapped}},
		{"努尔兰·阿不都满金", "努尔兰阿不都满金", names.Same, []names.Reason{names.SameLetters, names.Joined}},
		{"努尔兰", "努尔兰·阿不都满金", names.Maybe, []names.Reason{names.Part}},
		{"努尔兰", "努尔江", names.Different, []names.Reason{names.OtherLetters}},
		{"努尔兰", "Nuerlan", names.Different, nil},
		{"Мұрат", "Malati", names.Different, nil},
		{"Марат", "Malati", names.Same, []names.Reason{names.Pinyin}},
		{"Қайрат", "Қанат", names.Different, []names.Reason{names.OtherSound}},
		{"Серік", "Berik", names.Different, nil},
		{"Нұрлан", "Нұржан", names.Different, nil},
		{"Самат", "Санат", names.Different, nil}, // within one script another letter is another name
		{"Нұрлан", "Нұрлыхан", names.Maybe, nil},
		{"Жақып", "Yoqub", names.Maybe, []names.Reason{names.Related}},
		{"Темір", "Тимур", names.Maybe, []names.Reason{names.Related}},
		{"Айдар", "Хайдар", names.Different, nil},
		{"Ержан", "Оржан", names.Different, nil},
		{"Дархан", "Тархан", names.Maybe, nil},
		{"Ерлан", "Арлан", names.Maybe, nil},
		{"Еркін", "Еркен", names.Same, nil}, // in Russian papers
		{"Жанқұлы", "Жан", names.Different, nil},
		{"Қабышұлы", "Қабышқызы", names.Maybe, []names.Reason{names.Child}},
		{"Нұрлан Серікұлы", "Нұрлан Серікқызы", names.Maybe, []names.Reason{names.Child}},
		{"Ахметов Марат Серікұлы", "Ахметов Мұрат Серікұлы", names.Maybe, nil}, // brothers
		{"Ахметов Нұрлан Серікұлы", "Ахметов Нұржан Серікұлы", names.Maybe, nil},
		{"Дана Әбдірахманқызы", "Дина Әбдірахманқызы", names.Maybe, nil},
		{"Нұрлан Болатұлы", "Болат Нұрланұлы", names.Maybe, []names.Reason{names.Swapped, names.Ending}}, // father and son
		{"Серік Ахметов", "Ахмет Серіков", names.Maybe, []names.Reason{names.Swapped, names.Ending}},
		{"Асқар Ерланов", "Асқар Ерланова", names.Maybe, []names.Reason{names.Child}},
		{"Hǎilātí", "Қайрат", names.Same, []names.Reason{names.Pinyin}},
		{"Мырзалин", "Мырзалина", names.Same, []names.Reason{names.Ending}},
		{"Наукенулы Марат", "Марат Буте", names.Different, []names.Reason{names.OwnParts}},
		{"ابراهیم", "Ыбырай", names.Maybe, []names.Reason{names.Related}},
		{"مراد", "Мұрат", names.Same, nil},
		{"عبدالرحمن", "Әбдірахман", names.Same, nil}, // the article inside a name
		{"شمس\u200cالدین", "Шәмшидин", names.Same, nil},
		{"سیف\u200cالله", "Сейфолла", names.Same, nil},
		{"عبدالرحیم", "Әбдірахман", names.Maybe, nil},
		{"Нұрғали", "Nuráli", names.Maybe, nil},
		{"Нұрлан Серікұлы", "Нұрлан Болатұлы", names.Different, nil},
		{"", "Нұрлан", names.Different, []names.Reason{names.NoName}},
		{"12", "Нұрлан", names.Different, []names.Reason{names.NoName}},
		{"משה", "Мұса", names.Different, []names.Reason{names.OtherSound}},
	} {
		m := names.Compare(x.a, x.b)
		if m.Verdict != x.want {
			t.Errorf("%s, %s: %+v, want %s", x.a, x.b, m, x.want)
		}
		for _, r := range x.why {
			if !slices.Contains(m.Reasons, r) {
				t.Errorf("%s, %s: no %s in %v", x.a, x.b, r, m)
			}
		}
	}
}

// One letter has several signs in Arabic script, and an apostrophe many (domain.md §4.3).
func TestSignsOfOneLetterAreOne(t *testing.T) {
	for _, same := range [][]string{
		{"ٴالىمجان", "ءالىمجان", "ٴالىـمجان", "ٴالى\u200cمجان", "\u200fٴالىمجان", "الىمجان"},
		{"بەرىك", "بەرىک"},
		{"Tal‘at", "Tal'at", "Talʻat", "Tal’at", "Talʼat"},
		{"Өмірбек", "ɵмірбек"},
		{"Айгүл", "Аи\u0306гүл"},
	} {
		for _, s := range same[1:] {
			if m := names.Compare(same[0], s); m.Score != 1 {
				t.Errorf("%s, %s: %+v", same[0], s, m)
			}
		}
	}
	for _, x := range [][2]string{{"ساعىنتاەۆ", "ساعینتاەۆ"}, {"بەرىك", "به\u200cرىك"}, {"قىزىلگۇل", "قیزیلگۇل"}} {
		if m := names.Compare(x[0], x[1]); m.Score < 0.95 {
			t.Errorf("%s, %s: %+v", x[0], x[1], m)
		}
	}
}

var anyName = rapid.OneOf(
	rapid.String(),
	rapid.StringOfN(rapid.RuneFrom([]rune("абқғәйұіыАЯ abqzhuyei'’-·. ىەۇابنرٴ努尔")), 0, 40, -1),
	rapid.SampledFrom([]string{"Нұрлан Әбілмәжінұлы", "Nuerlan", "Shayilan Nuerdanbieke", "Хавышийн Ислам", "ұлы", "a b c d e f g h", "\xff\xfe", "\x00"}),
)

func TestMatchingHasNoSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyName.Draw(t, "a"), anyName.Draw(t, "b")
		x, y := names.Compare(a, b), names.Compare(b, a)
		if x.Score != y.Score || x.Verdict != y.Verdict {
			t.Fatalf("%+v, %+v", x, y)
		}
		if x.Score < 0 || x.Score > 1 || len(x.Reasons) == 0 {
			t.Fatalf("%+v", x)
		}
	})
}

func TestANameIsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyName.Draw(t, "name")
		m := names.Compare(s, s)
		if none := slices.Contains(m.Reasons, names.NoName); !none && m.Verdict == names.Different || none && m.Score != 0 {
			t.Fatalf("%+v", m)
		}
		names.SoundKeys(s)
	})
	if m := names.Compare("Нұрлан", "Нұрлан"); m.Score != 1 || m.Verdict != names.Same {
		t.Errorf("%+v", m)
	}
}

// A text of any length costs no more than the longest name: what is behind is not read, and such a name is never the same.
func TestLongTextsAreCut(t *testing.T) {
	long := strings.Repeat("Тұрсынжан ", 100_000)
	m := names.Compare(long, long)
	if m.Verdict != names.Maybe || !slices.Contains(m.Reasons, names.TooLong) {
		t.Errorf("%+v", m)
	}
	for _, s := range []string{strings.Repeat("a", 100_000), strings.Repeat("ұ", 100_000), strings.Repeat("\u0301", 100_000), strings.Repeat("nuer", 50), strings.Repeat("a ", 100_000)} {
		if m := names.Compare(s, long); m.Verdict == names.Same {
			t.Errorf("%.10q: %+v", s, m)
		}
		if n := len(names.SoundKeys(s)); n > 200 {
			t.Errorf("%.10q has %d keys", s, n)
		}
	}
	if n := testing.AllocsPerRun(10, func() { names.Compare(long, long+"а") }); n > 200 {
		t.Errorf("a long text takes %v allocations", n)
	}
}

func TestCommands(t *testing.T) {
	none := func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
	table := func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("kk_cyrl\tpinyin\tdistinct_from\nНұрлан\tNuerlan\tНұржан\nСерік\tSailike\t\n")), nil
	}
	for _, x := range []struct {
		args    []string
		in, out string
		open    func(string) (io.ReadCloser, error)
		wrong   bool
	}{
		{args: []string{"match", "Нұрлан", "нұрлан"}, out: "1.000\tsame\tsame letters\n"},
		{
			args: []string{"match", "--stdin"}, in: "Нұрлан\tнұрлан\r\nНұрлан\n\nа\tб\tв\nМұрат\t",
			out: "1.000\tsame\tsame letters\ninvalid\tone_name\ninvalid\tone_name\ninvalid\tmore_than_two\n0.000\tdifferent\tno name to read\n",
		},
		{args: []string{"match", "--stdin"}, in: "а\t" + strings.Repeat("б", 1<<20) + "\nа\tа\n", out: "0.000\tdifferent\tother sounds; only the beginning was read\n1.000\tsame\tsame letters\n"},
		{args: []string{"match", "Нұрлан"}, wrong: true},
		{args: []string{"eval"}, wrong: true},
		{args: nil, wrong: true},
		{args: []string{"eval", "none.tsv"}, open: none, wrong: true},
		{args: []string{"eval", "table.tsv"}, open: table, out: "pairs\town 2\tothers 2\n"},
	} {
		var out strings.Builder
		err := names.CLI(x.args, strings.NewReader(x.in), &out, x.open)
		if (err != nil) != x.wrong || !strings.HasPrefix(out.String(), x.out) || x.open == nil && out.String() != x.out {
			t.Errorf("%.60q: %q, %v", x.args, out.String(), err)
		}
	}
	broken := errors.New("broken")
	if err := names.CLI([]string{"match", "--stdin"}, io.MultiReader(strings.NewReader("а\tа\n"), failing{broken}), io.Discard, none); !errors.Is(err, broken) {
		t.Errorf("a reader's error is lost: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
