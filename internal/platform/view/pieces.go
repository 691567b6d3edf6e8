package view

import "strings"

// Head is the head of a column; Num sets the column's figures at the end of the line.
type Head struct {
	Text string
	Num  bool
}

// Table is the frame of a table: its rows are the children of the partial.
type Table struct {
	Caption, Count string
	Quiet          bool // the caption is for screen readers only
	Class          string
	Heads          []Head
}

// TaskItem is a line of a task list: a part of an intake and how far it is.
type TaskItem struct {
	Link   Link // without an address it cannot be begun yet
	Hint   string
	Status Tag
}

// Finding says whether two persons are one: same, maybe or different, with the reasons; Points are the figures, shown on demand.
type Finding struct {
	Verdict, Word string
	Reasons       []Reason
	Points        []Fact
}

// Reason speaks for something, or against it.
type Reason struct {
	Text    string
	Against bool
}

// AttestedName is one form of a name, as one paper writes it.
type AttestedName struct {
	Name          Name
	Paper, Script string
	Chosen        bool
}

// Figure is a number that opens the list behind it.
type Figure struct {
	Href, Value, Text string
	Late              bool
}

// Key is a line under a bar: its sign (1, 2, h for hatched, 0 for empty, "" for none), what it is, how much.
type Key struct {
	Sign, Name, Value string
	Strong            bool
}

// Quota is a quota line as a bar with its figures. The bars and Mark, what this case would take it to, are in
// thousandths of the line; Sentence says all of it.
type Quota struct {
	Title, Sentence, Note string
	Bars                  []Bar
	Mark                  int
	Keys                  []Key
}

// Load is a person's load against the limit, both in thousandths of the widest bar of the table.
type Load struct {
	Sentence string
	Bars     []Bar
	Limit    int
}

// Pager leads through a long list; nil where the list ends.
type Pager struct{ Previous, Next *Link }

// Confirm asks once more before something that cannot be taken back: the button repeats the verb.
type Confirm struct {
	Action, Title string
	Lines         []string // what will be
	Lost          string   // what is lost, empty if nothing
	Verb          string
	Kept          []Pair // values that the form carries on
	Back          Link
}

// Pair is the name and the value of a hidden input.
type Pair struct{ Name, Value string }

// Diff is a form that somebody else saved meanwhile: Both changed by both sides, to be chosen; One changed by one
// side only, to be kept. Opened and Saved are the times of the two versions.
type Diff struct {
	Opened, Saved string
	Both          []Choice
	One           []Kept
}

// Choice is a field that both sides changed; Name is that of its pair of radios, whose values are "yours" and
// "theirs" and of which none is chosen beforehand.
type Choice struct {
	Name, Label           string
	Before, Yours, Theirs string
	Chosen                string // what was chosen before too little was
}

// Asked is a question of a form with its answer in words; Names are its inputs (a date has three).
type Asked struct {
	Names       []string
	Label, Text string
}

// About tells what a form is about: its own title, the way back, the person.
type About struct {
	Title  string
	Back   Link
	Person Name
}

// Asked is the question that a field asks; an answer of several choices is joined, an empty one is none.
func (f Field) Asked(none string) Asked {
	a := Asked{Names: []string{f.Name}, Label: f.Label, Text: f.Value}
	var chosen []string
	for _, o := range f.Options {
		if o.Selected || o.Value == f.Value && o.Value != "" { // an empty value is the invitation to choose
			chosen = append(chosen, o.Text)
		}
	}
	if len(f.Options) > 0 {
		a.Text = strings.Join(chosen, ", ")
	}
	if a.Text == "" {
		a.Text = none
	}
	return a
}

// Asked is the question that a date asks, as its three inputs are typed.
func (f DateField) Asked(none string) Asked {
	a := Asked{Names: []string{f.Name + "_day", f.Name + "_month", f.Name + "_year"}, Label: f.Label}
	var parts []string
	for _, x := range []string{f.Day, f.Month, f.Year} {
		if x != "" {
			parts = append(parts, x)
		}
	}
	if a.Text = strings.Join(parts, "."); a.Text == "" {
		a.Text = none
	}
	return a
}

// AskedYes is the question of a yes-box.
func AskedYes(f Field, yes, no string) Asked {
	a := Asked{Names: []string{f.Name}, Label: f.Label, Text: no}
	if f.Value == "yes" {
		a.Text = yes
	}
	return a
}

// Kept is a field that one side changed.
type Kept struct{ Label, Before, After, Who string }
