package partial_test

import (
	"github.com/a-h/templ"

	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/templates/partial"
)

func dues(r i18n.Reader) []view.Due {
	return []view.Due{
		{Kind: view.DueLate, Text: r.N("due.late", 2)},
		{Kind: view.DueToday, Text: r.T("due.today")},
		{Kind: view.DueOK, Text: r.N("due.left", 3)},
		{Kind: view.DuePaused, Text: r.N("due.waiting", 14)},
		{Kind: view.DueDone, Text: r.T("due.done", "date", "2.11.2026")},
		{Text: r.T("due.none")},
	}
}

func caseParts(p view.Page) templ.Component {
	r := p.T
	parts := []templ.Component{
		partial.Steps(r.T("case.four_steps"), []view.Step{
			{Word: r.T("step.intake"), State: "done", StateWord: r.T("task.done"), Sub: "2.11.2026"},
			{Word: r.T("step.housing"), State: "now", StateWord: r.T("task.open"), Sub: "3 / 7 · " + r.N("due.left", 3)},
			{Word: r.T("step.employment"), State: "now", StateWord: r.T("task.open"), Sub: "1 / 6 · " + r.N("due.left", 9)},
			{Word: r.T("step.integration"), State: "todo", StateWord: r.T("task.later"), Sub: r.T("task.later")},
		}),
		partial.NextAction(p, view.NextAction{
			What: r.Pick("Отбасының ұсынылған үйге жауабын жазу", "Записать ответ семьи на предложенное жильё", "Record the family’s answer to the dwelling offered"), WhatNote: "Ақсу, Абай 14",
			Who: r.T("role.caseworker"), WhoNote: "Айнұр Сейітқали", When: "26.11.2026", Due: dues(r)[2],
			Primary: &view.Link{Href: "/answer", Text: r.T("button.save")}, Others: []view.Link{{Href: "/extend", Text: r.T("button.extend")}, {Href: "/pause", Text: r.T("button.pause")}},
		}),
		partial.Tabs(r.T("case.parts"), []view.Tab{{Href: "/a", Text: r.T("page.overview"), Current: true}, {Href: "/b", Text: r.T("page.papers"), Count: 1}, {Href: "/c", Text: r.T("page.history")}}),
		raw(`<p>`),
	}
	for _, d := range dues(r) {
		parts = append(parts, partial.Due(d), text(" "))
	}
	parts = append(parts, raw(`</p><p>`))
	for _, v := range []string{"met", "not", "unk", "wai"} {
		parts = append(parts, partial.Verdict(v, r.T("rules."+v)), text(" "))
	}
	parts = append(parts, raw(`</p>`), partial.Finding(p, view.Finding{
		Verdict: "maybe", Word: r.T("verdict.maybe"), Reasons: []view.Reason{{Text: r.T("compare.name_same")}, {Text: r.T("compare.birth_year_near"), Against: true}},
		Points: []view.Fact{{Name: r.T("finding.all"), Value: "0,71"}},
	}, "Нұрлан"), raw(`<p>`))
	parts = append(parts, raw(`</p><p>`))
	for i, kind := range []string{"", "sky", "green", "gold", "red", "violet", "line"} {
		parts = append(parts, partial.Tag(view.Tag{Kind: kind, Text: r.T([]string{"task.done", "task.open", "decision.approved", "task.waiting", "decision.refused", "word.sealed", "word.draft"}[i])}), text(" "))
	}
	parts = append(parts, raw(`</p>`),
		partial.AttestedNames(p, []view.AttestedName{{Name: latin, Paper: r.T("word.paper"), Script: "Latin"}, {Name: arabic, Paper: r.T("word.paper"), Script: "Arabic"}, {Name: cyrillic, Paper: r.T("word.chosen_name"), Script: "Cyrillic", Chosen: true}}),
		partial.Facts([]view.Fact{
			{Name: r.T("field.given_name"), Value: cyrillic.Text, Lang: "kk", Note: r.T("word.unverified"), Links: []view.Link{{Href: "/x", Text: r.T("button.change"), Hidden: r.T("field.given_name")}}},
			{Name: r.T("field.phone"), Value: "+7 718 200 00 00"},
		}),
		partial.Timeline([]view.Event{{Text: r.T("decision.approved"), Meta: "23.11.2026, 09:40 · Айнұр Сейітқали", Decision: true}, {Text: r.T("paper.received"), Detail: r.T("word.recorded_later"), Meta: "19.11.2026"}}),
	)
	return templ.Join(parts...)
}

func forms(p view.Page) templ.Component {
	r := p.T
	scripts := []view.Option{{Value: "", Text: r.T("choose")}, {Value: "kk", Text: r.T("track.ethnic_return"), Hint: r.T("form.not_a_choice")}, {Value: "ru", Text: r.T("track.internal"), Selected: true}}
	fields := with(partial.Form(p, "/intake/new"),
		partial.Input(p, view.Field{Name: "head.name", Label: r.T("word.attested_name"), Value: arabic.Text, Bidi: true, Hint: r.T("name.missing")}),
		partial.Input(p, view.Field{Name: "number", Label: r.T("word.case_number"), Value: "NK-26-004213-K", LTR: true, Width: "10", Optional: true}),
		partial.Select(p, view.Field{Name: "head.script", Label: r.T("word.track"), Options: scripts}),
		partial.Radios(p, view.Field{Name: "track", Label: r.T("word.track"), Options: scripts[1:], Value: "ru", Hint: r.T("form.not_a_choice")}),
		partial.Checkboxes(p, view.Field{Name: "urgent", Label: r.T("word.urgent"), Options: scripts[1:]}),
		partial.Check(p, "seen", r.T("paper.received"), false),
		partial.Date(p, view.DateField{Name: "born", Label: r.T("field.birth_date"), Day: "30", Month: "2", Year: "2019", YearOnly: true}),
		partial.Date(p, view.DateField{Name: "joined", Label: r.T("word.receipt_date"), Optional: true, Hint: r.T("date.not_a_number")}),
		partial.Textarea(p, view.Field{Name: "note", Label: r.T("word.note"), Value: r.T("form.required"), Bidi: true}),
		partial.Buttons(r.T("button.save"), &view.Link{Href: "/back", Text: r.T("button.cancel")}),
	)
	return templ.Join(heading(r.T("page.intake")), partial.ErrorSummary(p), fields,
		with(partial.Details(r.T("button.help")), raw("<p>"), text(r.T("form.rescued")), raw("</p>")),
		raw(`<form method="post" action="/sign-out">`), partial.Hidden(p), raw(`</form>`))
}

func lists(p view.Page) templ.Component {
	r := p.T
	row := view.TaskRow{
		Task: view.Link{Href: "/t", Text: r.T("button.finish")}, Why: r.T("word.evidence"), More: "+3", Case: view.Link{Href: "/c", Text: "NK-26-004213-K"},
		Family: cyrillic, Persons: r.N("persons", 5), Step: r.T("step.housing"), Due: dues(r)[0],
	}
	bars := []view.Bar{{X: 0, W: 720, Class: "s1"}, {X: 720, W: 62, Class: "h"}}
	return templ.Join(
		partial.TaskGroup(p, view.TaskGroup{ID: "overdue", Title: r.T("task.overdue"), Count: 1, Late: true, Rows: []view.TaskRow{row}, More: &view.Link{Href: "/more", Text: r.T("button.show_all")}}, true),
		partial.TaskGroup(p, view.TaskGroup{ID: "today", Title: r.T("task.today"), Rows: []view.TaskRow{row}}, false),
		partial.TaskGroup(p, view.TaskGroup{ID: "later", Title: r.T("task.later"), Empty: r.T("due.none")}, false),
		partial.Rules(p, r.T("rules.caption"), []view.Rule{{Kind: "not", Word: r.T("rules.not"), Text: r.T("word.paper"), Fact: r.T("paper.needed"), Basis: "№ 20"}, {Kind: "met", Word: r.T("rules.met"), Text: r.T("word.kandas_status"), Basis: "№ 329"}}),
		heading(r.T("page.board")),
		partial.Figures(r.T("page.board"), []view.Figure{{Href: "/cases", Value: "412", Text: r.T("case.in_progress")}, {Href: "/late", Value: "37", Text: r.T("task.overdue"), Late: true}}),
		partial.QuotaBar(view.Quota{
			Title: r.T("word.quota"), Sentence: r.T("word.quota_line") + ": 704, 61, 212", Note: r.T("word.unverified"), Bars: bars, Mark: 788,
			Keys: []view.Key{{Sign: "1", Name: r.T("quota.included"), Value: "704"}, {Sign: "h", Name: r.T("quota.waiting"), Value: "61"}, {Sign: "0", Name: r.T("payment.left"), Value: "212", Strong: true}, {Name: r.T("word.case"), Value: "− 6"}},
		}),
		partial.Bar(r.T("word.quota")+": 704", bars),
		with(partial.Table(view.Table{Caption: r.T("role.caseworker"), Count: "1", Heads: []view.Head{{Text: r.T("word.person")}, {Text: r.T("word.case"), Num: true}, {Text: r.T("word.due_date")}, {}}}),
			raw(`<tr role="row"><th scope="row" role="rowheader">`), partial.PersonName(cyrillic), raw(`</th><td role="cell" class="num" data-th="`), text(r.T("word.case")), raw(`">`), partial.CaseNo("31"), raw(`</td><td role="cell" data-th="`), text(r.T("word.due_date")), raw(`">`),
			partial.LoadBar(view.Load{Sentence: "27 / 25", Bars: []view.Bar{{X: 0, W: 780, Class: "s1"}, {X: 780, W: 60, Class: "s2"}}, Limit: 780}), raw(`</td><td role="cell"></td></tr>`)),
		partial.Pager(p, view.Pager{Previous: &view.Link{Href: "?a", Text: r.T("button.back")}, Next: &view.Link{Href: "?b", Text: r.T("button.next")}}),
		partial.TaskList("parts", []view.TaskItem{
			{Link: view.Link{Href: "/h", Text: r.T("page.household")}, Status: view.Tag{Text: r.T("task.done")}},
			{Link: view.Link{Href: "/p", Text: r.T("page.papers")}, Hint: r.T("paper.needed"), Status: view.Tag{Kind: "sky", Text: r.T("task.open")}},
			{Link: view.Link{Text: r.T("word.quota")}, Status: view.Tag{Kind: "line", Text: r.T("task.later")}},
		}),
		partial.Empty(r.T("due.none")),
		partial.WarningText(p, r.T("form.not_text")),
		partial.Banner(view.Banner{Kind: view.Warn, Title: r.T("error.unknown.title"), Lines: []string{r.T("fault.unknown")}}),
		partial.Banner(view.Banner{Kind: view.Info, Title: r.T("form.rescued")}),
		partial.Banner(view.Banner{Kind: view.Stop, Title: r.T("error.not_found.title"), Lines: []string{r.T("fault.not_found")}}),
	)
}
