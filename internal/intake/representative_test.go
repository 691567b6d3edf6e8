package intake_test

import (
	"testing"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
)

func TestNameAndRepresentative(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	_, _, ms := k.look(n)
	_, err := k.work.AddName(ctx, k.op(), n, ms[0].ID, identity.Attested{Written: "Нұрлан", Number: "1", Expires: civil.Must(2020, 1, 1), Issued: civil.Must(2021, 1, 1)}, true)
	wants(t, err, "name.script_missing", "household.number_without_paper", "date.end_before_start")
	_, err = k.work.AddName(ctx, k.op(), n, ms[0].ID, identity.Attested{Written: "Нұрлан", Script: "kk-Cyrl"}, true)
	wants(t, err)
	_, err = k.work.AddName(ctx, k.op(), n, ms[0].ID, identity.Attested{Written: "Нұрлан", Script: "kk-Cyrl"}, true)
	wants(t, err, "name.known")
	if c, _, _ := k.look(n); c.HeadName != "Нұрлан" || c.HeadLang != "kk" {
		t.Errorf("the case is named %s (%s)", c.HeadName, c.HeadLang)
	}
	_, err = k.work.SetRepresentative(ctx, k.op(), n, ms[2].ID, intake.Representing{By: ms[2].ID, Kind: "proxy", From: k.today()})
	wants(t, err, "representative.self", "representative.paper_missing", "representative.until_missing")
	for want, x := range map[string]intake.Representing{
		"representative.adult":       {By: ms[0].ID, Kind: "parent", From: k.today()},
		"representative.paper_unfit": {By: ms[0].ID, Kind: "guardian", Paper: "power_of_attorney", From: k.today()},
		"representative.self":        {Name: " ayiguli", Kind: "guardian", Paper: "court_decision", From: k.today()},
		"name.no_letters":            {Name: "!!", Kind: "guardian", Paper: "court_decision", From: k.today()},
		"representative.over":        {By: ms[0].ID, Kind: "proxy", Paper: "power_of_attorney", From: k.today().AddDays(-9), Until: k.today().AddDays(-1)},
	} {
		_, err = k.work.SetRepresentative(ctx, k.op(), n, ms[1].ID, x)
		wants(t, err, want)
	}
	_, err = k.work.SetRepresentative(ctx, k.op(), n, ms[2].ID, intake.Representing{By: ms[0].ID, Kind: "parent", From: ms[2].Birth.AddDays(-1)})
	wants(t, err, "representative.before_birth")
	_, err = k.work.SetRepresentative(ctx, k.op(), n, ms[2].ID, intake.Representing{By: ms[0].ID, Kind: "parent", From: k.today()})
	wants(t, err)
	_, err = k.work.AddName(ctx, k.op(), n, ms[0].ID, identity.Attested{Written: "Нұрлан 😀", Script: "kk-Cyrl", PaperKind: "foreign_passport", Number: "—"}, true)
	wants(t, err, "document.number_empty")
	_, err = k.work.AddName(ctx, k.op(), n, ms[0].ID, identity.Attested{Written: "😀", Script: "kk-Cyrl"}, true)
	wants(t, err, "name.no_letters")
}
