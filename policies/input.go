package policies

// Input is the normalised model as rules see it: rules read it as `input`, each
// field under its json name, which is the key of the model language.
//
// Two conventions carry the language's idea of the unknown. A property that the
// model does not state is absent: its pointer is nil, its string empty, its
// list nil (a list that is stated and empty is not nil). Structure that is
// drawn (exposed_to, at, carries, …) is never absent, only empty.
//
// Durations are days, sizes bytes, rates events per year, all of them plain
// numbers; a duration without limit is [Unlimited].
//
// Whoever builds an Input fills the sections with what the model states and
// calls [Input.Index] once; the fields that Index fills say so.
type Input struct {
	Parties     map[string]*Party      `json:"parties"`
	Boundaries  map[string]*Boundary   `json:"boundaries"`
	Components  map[string]*Component  `json:"components"` // device classes too
	Flows       map[string]*Flow       `json:"flows"`
	Keys        map[string]*Key        `json:"keys"`
	Roles       map[string]*Role       `json:"roles"`
	Assets      map[string]*Asset      `json:"assets"`
	Attackers   map[string]*Attacker   `json:"attackers"`
	Mitigations map[string]*Mitigation `json:"mitigations"`

	// Filled by Index: partitions of the sections above. An entry is the same
	// element as in its section; a kind nobody has is absent.
	ByKind      map[string]map[string]*Component `json:"by_kind" keys:"person client device gateway edge service broker cache store log host control bastion identity vault pipeline external"`
	ByProtocol  map[string]map[string]*Flow      `json:"by_protocol" keys:"mqtt amqp xmpp coap http ws sql ldap ssh smtp file grpc binary text other"`
	ByPurpose   map[string]map[string]*Flow      `json:"by_purpose" keys:"telemetry command query admin update audit alert backup erase other"`
	DeviceFlows map[string]*Flow                 `json:"device_flows"` // flows that begin or end at a device class
	DeviceDoors map[string]*Component            `json:"device_doors"` // where devices are let in: every edge, and the brokers that they reach directly or through gateways; none without a device class

	// Params are the parameters of the rule that is being evaluated: its
	// defaults, overridden by the model. Evaluate fills them.
	Params map[string]any `json:"params"`

	indexed bool
}

// Unlimited is how rules see a duration without limit, in days.
const Unlimited = 1e15

// Party is somebody with responsibility. A party whose kind is not customer is
// a provider in the words of the rules.
type Party struct {
	Title          string   `json:"title,omitzero"`
	Tags           []string `json:"tags,omitzero"`
	Kind           string   `json:"kind,omitzero"` // customer, provider, subcontractor, third-party
	Region         string   `json:"region,omitzero"`
	Subcontractors []string `json:"subcontractors"`          // parties that it hands work to
	Assurance      string   `json:"assurance,omitzero"`      // none, self-declared, audited, certified
	ExitPlan       *bool    `json:"exit_plan,omitzero"`      // whether data and work can leave it in an agreed way
	ConflictClass  string   `json:"conflict_class,omitzero"` // parties of one class compete
	EvidenceAccess *bool    `json:"evidence_access,omitzero"`

	Chain  []string `json:"chain"`  // Index: itself and everybody it hands work to, directly or not, sorted
	Primes []string `json:"primes"` // Index: parties that hand work to it directly, sorted
	Keeps  []string `json:"keeps"`  // Index: components that name it among their Keepers, sorted
}

// Boundary is a trust boundary.
type Boundary struct {
	Title    string   `json:"title,omitzero"`
	Tags     []string `json:"tags,omitzero"`
	Kind     string   `json:"kind,omitzero"`     // site, provider, account, network, tenant, runtime
	Inside   string   `json:"inside,omitzero"`   // the boundary around it; absent: none
	Operator string   `json:"operator,omitzero"` // a party; Index inherits it inwards where it is not stated
	Region   string   `json:"region,omitzero"`   // Index inherits it inwards
	Rivals   []string `json:"rivals,omitzero"`   // tenant boundaries that must not be its neighbours

	Chain   []string `json:"chain"`   // Index: itself and the boundaries around it, innermost first
	Members []string `json:"members"` // Index: components directly inside, sorted
	Exposed []string `json:"exposed"` // Index: Members that are exposed to the internet, sorted
}

// Component is a part of the system; a device class is one whose kind is device.
type Component struct {
	Title             string       `json:"title,omitzero"`
	Tags              []string     `json:"tags,omitzero"`
	Kind              string       `json:"kind,omitzero"`       // see Input.ByKind
	Inside            string       `json:"inside,omitzero"`     // the innermost boundary around it; absent: none
	RunsOn            string       `json:"runs_on,omitzero"`    // a host; absent: none that is drawn
	Operator          string       `json:"operator,omitzero"`   // a party; Index inherits it from the boundary
	ExposedTo         []string     `json:"exposed_to"`          // boundaries, or internet
	Tenancy           string       `json:"tenancy,omitzero"`    // single, shared
	Isolation         string       `json:"isolation,omitzero"`  // none, application, namespace, process, container, vm, microvm, confidential, dedicated: weakest first
	Encryption        *Encryption  `json:"encryption,omitzero"` // of the data that lie there
	Checks            []string     `json:"checks,omitzero"`     // what it checks, Index spells out the word all as [AllChecks]; what a stated list does not name is not checked
	Replicas          *float64     `json:"replicas,omitzero"`
	OnError           string       `json:"on_error,omitzero"`                  // deny, allow
	OfflineLimit      *float64     `json:"offline_limit,omitzero" unit:"days"` // for which it decides alone
	PhysicallyExposed *bool        `json:"physically_exposed,omitzero"`
	SecureBoot        *bool        `json:"secure_boot,omitzero"`
	DebugInterface    *bool        `json:"debug_interface,omitzero"`
	Updates           *Updates     `json:"updates,omitzero"`
	AppendOnly        *bool        `json:"append_only,omitzero"`
	Records           []string     `json:"records,omitzero"`     // actor, device, tenant, revision, rule, time
	TimeSource        string       `json:"time_source,omitzero"` // none, ntp, nts
	Wiped             *bool        `json:"wiped,omitzero"`       // before it is used again
	Reveals           []string     `json:"reveals,omitzero"`     // address, host, region, instance, timing
	MetadataService   string       `json:"metadata_service,omitzero"`
	FetchesURLs       *bool        `json:"fetches_urls,omitzero"`
	Technology        string       `json:"technology,omitzero"`
	Accepts           []string     `json:"accepts,omitzero"` // json, xml, csv, file, serialized
	CustomCode        *bool        `json:"custom_code,omitzero"`
	Sensitivity       *Sensitivity `json:"sensitivity,omitzero"`              // its own, beyond its data
	OutOfScope        string       `json:"out_of_scope,omitzero"`             // the reason; no rule applies to it then
	Capacity          *float64     `json:"capacity,omitzero" unit:"per-year"` // events that it can serve
	Survives          string       `json:"survives,omitzero"`                 // none, machine, zone, region, provider: the largest failure after which it still serves
	PollLimit         *float64     `json:"poll_limit,omitzero" unit:"days"`   // the shortest pause between two polls of one sender that it allows
	Memory            *float64     `json:"memory,omitzero" unit:"bytes"`
	Attested          *bool        `json:"attested,omitzero"`   // it proves which software runs on it
	Verifiable        string       `json:"verifiable,omitzero"` // none, signature, hash-chain, replicated
	LimitsPerTenant   *bool        `json:"limits_per_tenant,omitzero"`
	IdentityFrom      []string     `json:"identity_from,omitzero"`     // parties that hold its identities
	AccessRulesFrom   []string     `json:"access_rules_from,omitzero"` // parties that hold its access rules
	MonitoredBy       []string     `json:"monitored_by,omitzero"`      // parties that watch it
	VouchesForDevices *bool        `json:"vouches_for_devices,omitzero"`
	Connections       string       `json:"connections,omitzero"` // per-device, shared

	// Of device classes alone.
	Count        *float64    `json:"count,omitzero"`
	Credential   *Credential `json:"credential,omitzero"`
	MayPublish   []string    `json:"may_publish,omitzero"` // topic templates
	MaySubscribe []string    `json:"may_subscribe,omitzero"`
	MayRetain    *bool       `json:"may_retain,omitzero"`
	Limits       *Limits     `json:"limits,omitzero"`
	Enrolment    *Enrolment  `json:"enrolment,omitzero"`
	Actuator     *bool       `json:"actuator,omitzero"`
	Interlock    *bool       `json:"interlock,omitzero"`

	// Filled by Index.
	Region      string          `json:"region,omitzero"`                  // of the innermost boundary that has one
	Chain       []string        `json:"chain"`                            // boundaries around it, innermost first
	Tenants     []string        `json:"tenants"`                          // tenant boundaries around it and around what runs on it, sorted
	Shared      *bool           `json:"shared,omitzero" states:"tenancy"` // tenancy shared, or a host whose components lie in two tenants; absent when tenancy is not stated and nothing shows it
	Runs        []string        `json:"runs"`                             // of a host: components that run on it, sorted
	Assets      []string        `json:"assets"`                           // assets at it and, for a host, at what runs on it, sorted
	Highest     Highest         `json:"highest"`                          // sensitivity of itself and of Assets
	Handled     Highest         `json:"handled"`                          // Highest, and what its flows, and those of what runs on it, carry and return
	Key         *Key            `json:"key,omitzero" at:"encryption.key"` // the key that encryption.key names
	Operates    *Party          `json:"operates,omitzero" at:"operator"`  // the party that operator names
	Keepers     []string        `json:"keepers"`                          // parties in whose hands it is: they operate it, a host below it or a boundary around either; sorted
	Providers   []string        `json:"providers"`                        // those of Keepers whose kind is stated and not customer, and whom they hand work to; sorted
	Load        float64         `json:"load" unit:"per-year"`             // what flows that end here bring: rates, or polls, times the count of a device class; those not stated count nothing
	Insiders    []string        `json:"insiders"`                         // attackers of kind insider who stand at a provider boundary around it, sorted
	FlowsIn     []string        `json:"flows_in"`                         // flows that end here, sorted
	FlowsOut    []string        `json:"flows_out"`                        // flows that begin here, sorted
	FromOutside []string        `json:"from_outside"`                     // those of FlowsIn that cross a boundary, sorted
	Receives    []string        `json:"receives"`                         // purposes of FlowsIn, sorted, once each
	Sends       []string        `json:"sends"`                            // purposes of FlowsOut, sorted, once each
	ReachedFrom []string        `json:"reached_from"`                     // of a control component: what it is exposed to, and tenant boundaries from inside of which, or from what is exposed to them, flows lead here without passing a bastion; sorted
	Crossings   []TopicCrossing `json:"crossings"`                        // of a device class: topics of other devices that it may use, for sure or perhaps; none is looked for above 2,000 templates
}

// Encryption says how data at rest is protected and with which key.
type Encryption struct {
	AtRest *bool  `json:"at_rest,omitzero"`
	Key    string `json:"key,omitzero"`
}

// Updates says how software on a component is replaced.
type Updates struct {
	Signed       *bool    `json:"signed,omitzero"`
	AntiRollback *bool    `json:"anti_rollback,omitzero"`
	Provenance   *bool    `json:"provenance,omitzero"`
	Approvals    *float64 `json:"approvals,omitzero"` // people who must agree; 1 is alone
	Minimum      string   `json:"minimum,omitzero"`   // the oldest version that is accepted
}

// Credential is what devices of a class prove themselves with.
type Credential struct {
	Kind      string   `json:"kind,omitzero"`     // x509, token, psk, password, none
	Scope     string   `json:"scope,omitzero"`    // device, model, fleet
	Storage   string   `json:"storage,omitzero"`  // code, file, keystore, secure-element, tpm, tee, hsm
	BoundTo   string   `json:"bound_to,omitzero"` // none, device, channel
	Algorithm string   `json:"algorithm,omitzero"`
	Lifetime  *float64 `json:"lifetime,omitzero" unit:"days"`
	Fallback  string   `json:"fallback,omitzero"` // none, password
}

// Limits bounds what one device may send.
type Limits struct {
	Rate     *float64 `json:"rate,omitzero" unit:"per-year"`
	Size     *float64 `json:"size,omitzero" unit:"bytes"`
	Sessions *float64 `json:"sessions,omitzero"`
}

// Enrolment is how a device of a class gets its first credential.
type Enrolment struct {
	Method string   `json:"method,omitzero"` // factory, claim, group-key, manual
	Window *float64 `json:"window,omitzero" unit:"days"`
	Once   *bool    `json:"once,omitzero"`
}

// Flow is data moving from one component to another.
type Flow struct {
	Title          string    `json:"title,omitzero"`
	Tags           []string  `json:"tags,omitzero"`
	From           string    `json:"from"`
	To             string    `json:"to"`
	Purpose        string    `json:"purpose,omitzero"`        // see Input.ByPurpose
	Protocol       string    `json:"protocol,omitzero"`       // the plain one, see Input.ByProtocol; https is http with tls
	TLS            string    `json:"tls,omitzero"`            // none, 1.0, 1.1, 1.2, 1.3, encrypted
	Authentication string    `json:"authentication,omitzero"` // none, password, token, mutual-tls, psk, mfa
	Carries        []string  `json:"carries"`                 // assets that move along the arrow
	Returns        []string  `json:"returns"`                 // assets that move against it
	Topic          string    `json:"topic,omitzero"`          // a topic template
	Port           *float64  `json:"port,omitzero"`
	Identity       string    `json:"identity,omitzero"`      // caller, service, none
	TenantFrom     string    `json:"tenant_from,omitzero"`   // credential, topic, header, payload
	CredentialIn   string    `json:"credential_in,omitzero"` // header, cookie, url
	Rate           *float64  `json:"rate,omitzero" unit:"per-year"`
	PollEvery      *float64  `json:"poll_every,omitzero" unit:"days"`
	Metered        *bool     `json:"metered,omitzero"`
	NetworkAllows  []float64 `json:"network_allows,omitzero"` // ports

	// Filled by Index.
	Sender   *Component `json:"sender,omitzero" at:"from"` // the component at from
	Receiver *Component `json:"receiver,omitzero" at:"to"` // the component at to
	Crosses  []string   `json:"crosses"`                   // boundaries around one end and not the other: from the sender outwards, then those of the receiver, innermost first
	Highest  Highest    `json:"highest"`                   // of the assets that it carries and returns
}

// Key is a cryptographic key and who holds it.
type Key struct {
	Title     string   `json:"title,omitzero"`
	Tags      []string `json:"tags,omitzero"`
	Custodian string   `json:"custodian,omitzero"` // a party
	Tenancy   string   `json:"tenancy,omitzero"`   // single, shared
	Storage   string   `json:"storage,omitzero"`
	Algorithm string   `json:"algorithm,omitzero"`
	Lifetime  *float64 `json:"lifetime,omitzero" unit:"days"`

	Encrypts []string `json:"encrypts"` // Index: components whose encryption.key it is, sorted
}

// Role is a set of rights that people of one party have.
type Role struct {
	Title       string   `json:"title,omitzero"`
	Tags        []string `json:"tags,omitzero"`
	Party       string   `json:"party,omitzero"`
	May         []string `json:"may,omitzero"`          // administer, read-data, export, erase-logs, deploy, issue-certificates
	Approvals   *float64 `json:"approvals,omitzero"`    // people who must agree; 1 is alone
	Granted     string   `json:"granted,omitzero"`      // standing, on-request, customer-approved, break-glass
	RecordedFor string   `json:"recorded_for,omitzero"` // nobody, provider, customer
	Expires     *float64 `json:"expires,omitzero" unit:"days"`
	Alerts      *bool    `json:"alerts,omitzero"`

	Holder *Party `json:"holder,omitzero" at:"party"` // Index: the party that party names
}

// Asset is what is worth protecting and where it lies.
type Asset struct {
	Title       string       `json:"title,omitzero"`
	Tags        []string     `json:"tags,omitzero"`
	At          []string     `json:"at"` // components
	Sensitivity *Sensitivity `json:"sensitivity,omitzero"`
	Holds       []string     `json:"holds,omitzero"`   // device-id, person, location, health, credential, payment
	Purpose     string       `json:"purpose,omitzero"` // free text
	Retention   *float64     `json:"retention,omitzero" unit:"days"`
	Allowed     *Allowed     `json:"allowed,omitzero"`
	Regulations []string     `json:"regulations,omitzero"`
	Responsible string       `json:"responsible,omitzero"` // a party
	Accountable string       `json:"accountable,omitzero"` // a party

	// Filled by Index; sorted.
	Passes    []string `json:"passes"`     // components where it lies and both ends of flows that carry or return it
	CarriedBy []string `json:"carried_by"` // flows that carry or return it
}

// Sensitivity says how much each property matters, 1 (least) to 5.
type Sensitivity struct {
	Confidentiality *float64 `json:"confidentiality,omitzero"`
	Integrity       *float64 `json:"integrity,omitzero"`
	Availability    *float64 `json:"availability,omitzero"`
}

// Highest is the largest stated sensitivity among several assets; 0 where none is stated.
type Highest struct {
	Confidentiality float64 `json:"confidentiality"`
	Integrity       float64 `json:"integrity"`
	Availability    float64 `json:"availability"`
	// Rated is true when every asset there states all three; absent otherwise,
	// so a rule that names the fact highest.rated is unknown then.
	Rated *bool `json:"rated,omitzero" states:"assets.sensitivity"`
}

// Allowed names the parties and regions that an asset may be with.
type Allowed struct {
	Parties []string `json:"parties,omitzero"`
	Regions []string `json:"regions,omitzero"`
}

// Attacker is who might attack, and from where.
type Attacker struct {
	Title   string   `json:"title,omitzero"`
	Tags    []string `json:"tags,omitzero"`
	Kind    string   `json:"kind,omitzero"` // insider, outsider
	At      []string `json:"at"`            // boundaries, components, or internet
	Members []string `json:"members"`       // of a group: attackers
}

// Mitigation is a measure and who answers for it.
type Mitigation struct {
	Title       string   `json:"title,omitzero"`
	Tags        []string `json:"tags,omitzero"`
	Responsible string   `json:"responsible,omitzero"` // customer, provider, third-party
	Status      string   `json:"status,omitzero"`      // implemented, planned, proposed
	Accountable string   `json:"accountable,omitzero"` // a party
	VerifiedBy  []string `json:"verified_by,omitzero"`
	Controls    []string `json:"controls,omitzero"`
}
