package partial_test

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/templates/partial"
)

// page is one with everything that a layout can show.
func page(r i18n.Reader, shell view.Shell) view.Page {
	p := view.Page{
		T: r, Title: r.T("page.my_day"), Path: "/my-day?sort=due", CSRF: "token", Op: "op", Shell: shell, Version: "1.0", Keys: true, Dev: true,
		Printed: r.T("layout.printed", "name", "Айнұр Сейітқали", "time", "23.11.2026, 09:40"),
		Banner: &view.Banner{
			Title: r.Pick("Іс берілді: NK-26-003871-T", "Дело передано: NK-26-003871-T", "Transferred for acceptance: case NK-26-003871-T"),
			Lines: []string{r.Pick("Қабылданғанша Сізде тұрады.", "До принятия остаётся у Вас.", "It stays in your list until the other centre accepts it.")},
			Link:  &view.Link{Href: "/cases/NK-26-003871-T", Text: r.T("word.case")}, Links: []view.Link{{Href: "/undo", Text: r.T("button.undo")}},
		},
		Problems: []view.Problem{
			{Field: "head.script", Text: r.T("name.script_missing")},
			{Field: "born_day", Text: r.T("date.no_such_day", "day", 30, "month", 2, "year", 2019)},
			{Field: "seen", Text: r.T("form.required")},
			{Field: "rooms", Text: r.T("form.not_a_choice")},
			{Text: r.T("fault.stale_form")},
		},
	}
	if shell != view.Public {
		p.Nav = []view.NavItem{
			{Href: "/my-day", Text: r.T("nav.my_day"), Count: 26, Late: true, Current: true},
			{Href: "/cases", Text: r.T("nav.cases")},
			{Href: "/decisions", Text: r.T("nav.decisions"), Count: 1},
		}
	}
	if shell == view.Staff {
		p.User = &view.User{Name: "Айнұр Сейітқали", Role: r.T("role.caseworker"), Office: r.Pick("Павлодар мансап орталығы", "Павлодар, центр карьеры", "Pavlodar career centre")}
		p.Search = "Нұрлан"
	}
	return p
}

var (
	cyrillic = view.Name{Text: "Нұрлан Әбілмәжінұлы", Lang: "kk"}
	arabic   = view.Name{Text: "نۇرلان ٴابىلماجىن", Lang: "kk-Arab"}
	latin    = view.Name{Text: "NUERLAN ABILIMAJIN", Lang: "zh-Latn"}
)

func text(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, templ.EscapeString(s))
		return err
	})
}

func raw(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	})
}

// with puts children into a component.
func with(c templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, templ.Join(children...)), w)
	})
}

func heading(s string) templ.Component {
	return templ.Join(raw(`<h2 class="nk-h2 nk-group">`), text(s), raw(`</h2>`))
}

// everyPartial shows each partial once, as the rooms use it.
func everyPartial(p view.Page) templ.Component {
	r := p.T
	return templ.Join(
		partial.BackLink(view.Link{Href: "/cases", Text: r.T("button.back")}),
		raw(`<h1 class="nk-h1">`), text(p.Title), raw(`</h1>`),
		caseParts(p), forms(p), lists(p),
		heading(r.T("diff.save")), with(partial.Form(p, "/cases/NK-26-004213-K/needs"), partial.DiffTable(p, diff(r)), partial.DiffButtons(p, true)),
		partial.Typed(view.Page{T: r, Typed: []string{"Олар ертең келеді", "نۇرلان"}}),
		partial.DropDraft(view.Page{T: p.T, Drop: true}),
		partial.Confirm(p, view.Confirm{
			Action: "/cases/NK-26-004213-K/close", Title: r.T("button.close_case"), Lines: []string{r.T("case.closed_early")}, Lost: r.T("form.not_text"),
			Verb: r.T("button.close_case"), Kept: []view.Pair{{Name: "reason", Value: "moved"}}, Back: view.Link{Href: "/cases/NK-26-004213-K", Text: r.T("button.cancel")},
		}),
	)
}

func diff(r i18n.Reader) view.Diff {
	return view.Diff{
		Opened: "14:05", Saved: "14:21",
		Both: []view.Choice{
			{Name: "rooms", Label: r.Pick("Бөлме саны", "Комнат нужно", "Rooms needed"), Before: "2", Yours: "4", Theirs: "3"},
			{Name: "access", Label: r.Pick("Қарт адамға жағдай", "Условия для пожилого", "Access for an elderly person"), Before: r.T("quota.not_asked"), Yours: "1", Theirs: "2"},
		},
		One: []view.Kept{{Label: r.T("word.settlement"), Before: "Павлодар", After: "Ақсу", Who: "Марат Жүнісов"}},
	}
}
