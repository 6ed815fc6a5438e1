package model

// Party is somebody with responsibility: a customer, provider, subcontractor or third party.
type Party struct {
	Entity
	Kind           string
	Region         string
	Subcontractors []Ref
	Assurance      string
	ExitPlan       *bool
	ConflictClass  string
	EvidenceAccess *bool
}

// Boundary is a trust boundary: inside it other rules and other people rule.
type Boundary struct {
	Entity
	Kind     string
	Inside   *Ref
	Operator *Ref // as written; Model.Operator inherits inwards
	Region   string
	Rivals   []Ref
}

// Component is a part of the system. A device class is a component whose Class is set.
type Component struct {
	Entity
	Kind              string
	Inside            *Ref
	RunsOn            *Ref
	Operator          *Ref
	ExposedTo         []Ref // boundaries, or "internet"
	Tenancy           string
	Isolation         string
	Encryption        *Encryption
	Checks            []string // nil: not stated; ["all"]: all
	Replicas          *float64
	OnError           string
	OfflineLimit      *Duration
	PhysicallyExposed *bool
	SecureBoot        *bool
	DebugInterface    *bool
	Updates           *Updates
	AppendOnly        *bool
	Records           []string
	TimeSource        string
	Wiped             *bool
	Reveals           []string
	MetadataService   string
	FetchesURLs       *bool
	Technology        string
	Accepts           []string
	CustomCode        *bool
	Sensitivity       *Sensitivity
	OutOfScope        string // the reason; empty means in scope
	Capacity          *Rate
	Survives          string
	PollLimit         *Duration
	Memory            *Size
	Attested          *bool
	Verifiable        string
	LimitsPerTenant   *bool
	IdentityFrom      []Ref
	AccessRulesFrom   []Ref
	MonitoredBy       []Ref
	VouchesForDevices *bool
	Connections       string
	Class             *DeviceClass // nil unless written under device_classes
}

// DeviceClass is what a device class states besides a component's fields.
type DeviceClass struct {
	Count        *float64
	Credential   *Credential
	MayPublish   []string // topic templates
	MaySubscribe []string
	MayRetain    *bool
	Limits       *Limits
	Enrolment    *Enrolment
	Actuator     *bool
	Interlock    *bool
}

// Encryption says how data at rest is protected and with which key.
type Encryption struct {
	AtRest *bool
	Key    *Ref
}

// Updates says how software on a component is replaced.
type Updates struct {
	Signed       *bool
	AntiRollback *bool
	Provenance   *bool
	Approvals    *float64
	Minimum      string
}

// Credential is what devices of a class prove themselves with.
type Credential struct {
	Kind      string
	Scope     string
	Storage   string
	BoundTo   string
	Algorithm string
	Lifetime  *Duration
	Fallback  string
}

// Limits bounds what one device may send.
type Limits struct {
	Rate     *Rate
	Size     *Size
	Sessions *float64
}

// Enrolment is how a device of a class gets its first credential.
type Enrolment struct {
	Method string
	Window *Duration
	Once   *bool
}

// Flow is data moving from one component to another.
type Flow struct {
	Entity
	From           Ref
	To             Ref
	Purpose        string
	Protocol       string // plain name; "https" is read as http with TLS "encrypted" unless tls is stated
	TLS            string
	Authentication string
	Carries        []Ref
	Returns        []Ref
	Topic          string
	Port           *float64
	Identity       string
	TenantFrom     string
	CredentialIn   string
	Rate           *Rate
	PollEvery      *Duration
	Metered        *bool
	NetworkAllows  []float64
}

// Key is a cryptographic key and who holds it.
type Key struct {
	Entity
	Custodian *Ref
	Tenancy   string
	Storage   string
	Algorithm string
	Lifetime  *Duration
}

// Role is a set of rights that people of one party have.
type Role struct {
	Entity
	Party       *Ref
	May         []string
	Approvals   *float64
	Granted     string
	RecordedFor string
	Expires     *Duration
	Alerts      *bool
}

// Asset is what is worth protecting, where it lies and what losing it costs.
type Asset struct {
	Entity
	At          []Ref
	Sensitivity *Sensitivity
	Loss        *Quantity
	Holds       []string
	Purpose     string
	Retention   *Duration
	Allowed     *Allowed
	Regulations []string
	Responsible *Ref
	Accountable *Ref
}

// Sensitivity says how much each property matters, 1 (least) to 5; 0 is not stated.
type Sensitivity struct{ Confidentiality, Integrity, Availability int }

// Allowed names the parties and regions an asset may be with; nil is not stated.
type Allowed struct {
	Parties []Ref
	Regions []string
}
