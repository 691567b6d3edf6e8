package housing

import "nurlykosh/internal/casefile"

// meets names the task that would meet a rule.
var meets = map[string]string{
	"housing_need": "assess_housing_needs", "housing_offer": "offer_dwelling", "housing_inspected": "inspect_dwelling", "housing_title": "inspect_dwelling",
}

// Rules are what must hold before a dwelling is given to a family: need agreed, offer accepted, inspected and found
// suitable by somebody other than who offered it, title checked, not too small. subject is the offer that was
// proposed, 0 while none was.
func Rules(need *Need, o *Offer, d *Dwelling, subject int64) []casefile.Rule {
	rule := func(name, kind string) casefile.Rule {
		fact := "rule." + name + ".not"
		if kind == "met" || kind == "wai" {
			fact = "rule." + name + "." + kind
		}
		r := casefile.Rule{Kind: kind, Key: "rule." + name, Fact: fact}
		if kind == "not" {
			r.Task = meets[name]
		}
		return r
	}
	met := func(name string, ok bool) casefile.Rule {
		if ok {
			return rule(name, "met")
		}
		return rule(name, "not")
	}
	taken := o != nil && d != nil && (o.State == "accepted" || o.State == "occupied") && (subject == 0 || subject == o.ID)
	out := []casefile.Rule{met("housing_need", need != nil && StateMoney(need.Tenure)), met("housing_offer", taken)}
	if !taken || need == nil {
		return append(out, rule("housing_inspected", "not"), rule("housing_title", "not"), rule("housing_size", "not"))
	}
	out = append(out, met("housing_inspected", !o.InspectedOn.IsZero() && o.InspectOK && o.InspectedBy != o.OfferedBy))
	if d.Kind == "centre_place" { // a centre belongs to the state
		out = append(out, rule("housing_title", "wai"))
	} else {
		out = append(out, met("housing_title", d.Title != "" && !d.TitleOn.IsZero()))
	}
	if d.Rooms < need.Rooms && o.SmallReason != "" {
		return append(out, rule("housing_size", "wai"))
	}
	return append(out, met("housing_size", d.Rooms >= need.Rooms))
}
