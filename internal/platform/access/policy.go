package access

// Policy says who may enter a route. It is the first, cheap ring; the verb decides.
type Policy struct {
	Name  string // as in ROUTES.md
	roles map[Role]bool
	open  bool
}

// The policies a route can be registered with.
var (
	Everyone   = Policy{Name: "everyone", open: true}
	AnyStaff   = staff("any staff", StaffRoles...)
	CaseReader = staff("reads cases", Caseworker, Supervisor, Finance, Protection, Auditor)
	CaseWriter = staff("writes cases", Caseworker, Supervisor)
	TaskHolder = staff("has tasks", Caseworker, Supervisor, Finance, Protection)
	Decider    = staff("decides", Supervisor)
	Leader     = staff("leads", Supervisor, Auditor)
	StockUser  = staff("uses the stock", Caseworker, Supervisor)
	Admin      = staff("administers", Administrator)
	Applicant  = staff("applicant with number and code", Migrant)
)

func staff(name string, roles ...Role) Policy {
	m := make(map[Role]bool, len(roles))
	for _, r := range roles {
		m[r] = true
	}
	return Policy{Name: name, roles: m}
}

// Lets reports whether the policy lets the role in.
func (p Policy) Lets(r Role) bool { return p.open || p.roles[r] }

// Open reports whether the policy lets visitors in.
func (p Policy) Open() bool { return p.open }

// Empty reports whether the policy was never set: such a route cannot be registered.
func (p Policy) Empty() bool { return !p.open && len(p.roles) == 0 }

// ForApplicants reports whether the policy belongs to the migrant's pages.
func (p Policy) ForApplicants() bool { return p.roles[Migrant] }
