package model

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

var systemSections = []field[Model]{
	section("parties", partyRecord, func(m *Model) *[]*Party { return &m.Parties }, "Who is involved: customers, providers, subcontractors, third parties."),
	section("boundaries", boundaryRecord, func(m *Model) *[]*Boundary { return &m.Boundaries }, "Trust boundaries: inside each, other rules and other people rule."),
	section("components", componentRecord, func(m *Model) *[]*Component { return &m.Components }, "What the system is made of."),
	section("device_classes", deviceClassRecord, func(m *Model) *[]*Component { return &m.Components }, "Kinds of devices: components of which there are many."),
	section("flows", flowRecord, func(m *Model) *[]*Flow { return &m.Flows }, "Data moving from one component to another."),
	section("keys", keyRecord, func(m *Model) *[]*Key { return &m.Keys }, "Cryptographic keys and who holds them."),
	section("roles", roleRecord, func(m *Model) *[]*Role { return &m.Roles }, "What people of a party may do."),
	section("assets", assetRecord, func(m *Model) *[]*Asset { return &m.Assets }, "What is worth protecting, where it lies and what losing it costs."),
}

var partyRecord = record[Party]{
	name: "party",
	fields: slices.Concat(common(func(p *Party) *Entity { return &p.Entity }), []field[Party]{
		is("kind", oneOf("customer", "provider", "subcontractor", "third-party"), func(p *Party) *string { return &p.Kind }, "What this party is in the contract."),
		is("region", line, func(p *Party) *string { return &p.Region }, "Where it is, in a word of your own such as eu."),
		is("subcontractors", refs("hands work to", toParty), func(p *Party) *[]Ref { return &p.Subcontractors }, "Parties that it hands work to."),
		is("assurance", oneOf("none", "self-declared", "audited", "certified"), func(p *Party) *string { return &p.Assurance }, "How its word is backed, weakest first."),
		is("exit_plan", yesNo, func(p *Party) **bool { return &p.ExitPlan }, "Whether work and data can leave it in an agreed way."),
		is("conflict_class", line, func(p *Party) *string { return &p.ConflictClass }, "Parties of one class compete with each other."),
		is("evidence_access", yesNo, func(p *Party) **bool { return &p.EvidenceAccess }, "Whether the customer gets evidence from it after an incident."),
	}),
}

var boundaryRecord = record[Boundary]{
	name: "boundary",
	fields: slices.Concat(common(func(b *Boundary) *Entity { return &b.Entity }), []field[Boundary]{
		is("kind", oneOf("site", "provider", "account", "network", "tenant", "runtime"), func(b *Boundary) *string { return &b.Kind }, "What the boundary is made of."),
		is("inside", ref("lies inside", toBoundary), func(b *Boundary) **Ref { return &b.Inside }, "The boundary around it; none when absent."),
		is("operator", ref("is operated by", toParty), func(b *Boundary) **Ref { return &b.Operator }, "Who runs what is inside; inherited inwards."),
		is("region", line, func(b *Boundary) *string { return &b.Region }, "Where it is, in a word of your own such as eu; inherited inwards."),
		is("rivals", refs("has the rival", toTenant), func(b *Boundary) *[]Ref { return &b.Rivals }, "Tenants that it must not share a machine with."),
	}),
}

// kinds of components.
var componentKinds = []string{
	"person", "client", "device", "gateway", "edge", "service", "broker", "cache", "store", "log", "host", "control", "bastion",
	"identity", "vault", "pipeline", "external",
}

// checkWords are what a decision point can check.
var checkWords = []string{
	"registered", "binding", "status", "revocation", "tenant", "topic", "client-id", "session", "firmware", "enrolment", "quota",
	"origin", "object", "command", "replay",
}

var componentRecord = record[Component]{
	name:   "component",
	fields: slices.Concat(common(func(c *Component) *Entity { return &c.Entity }), componentFields),
	mistakes: map[string]string{
		"type":          `write "kind"`,
		"boundary":      `write "inside"`,
		"trust_zone":    `write "inside"`,
		"owner":         `write "operator"`,
		"encrypted":     `write "encryption: {at_rest: yes}"`,
		"multi_tenant":  `write "tenancy: shared" or "tenancy: single"`,
		"internet":      `write "exposed_to: [internet]"`,
		"count":         `only device classes have a count; move it to "device_classes", or write "replicas"`,
		"credential":    `only device classes have it; move the component to "device_classes"`,
		"may_publish":   `only device classes have it; move the component to "device_classes"`,
		"may_subscribe": `only device classes have it; move the component to "device_classes"`,
		"may_retain":    `only device classes have it; move the component to "device_classes"`,
		"limits":        `only device classes have it; move the component to "device_classes"`,
		"enrolment":     `only device classes have it; move the component to "device_classes"`,
		"actuator":      `only device classes have it; move the component to "device_classes"`,
		"interlock":     `only device classes have it; move the component to "device_classes"`,
	},
}

var componentFields = []field[Component]{
	is("kind", oneOf(componentKinds...), func(c *Component) *string { return &c.Kind }, "What the component is. A CDN is a cache, a queue a broker, a serverless function a service, an object store a store."),
	is("inside", ref("lies inside", toBoundary), func(c *Component) **Ref { return &c.Inside }, "The innermost boundary around it; none when absent."),
	is("runs_on", ref("runs on", toHost), func(c *Component) **Ref { return &c.RunsOn }, "The host that it runs on, when that is drawn."),
	is("operator", ref("is operated by", toParty), func(c *Component) **Ref { return &c.Operator }, "Who runs it, when it is not the operator of its boundary."),
	is("exposed_to", refs("is exposed to", toPlace), func(c *Component) *[]Ref { return &c.ExposedTo }, "Boundaries from which it can be reached, or internet."),
	is("tenancy", oneOf("single", "shared"), func(c *Component) *string { return &c.Tenancy }, "Whether it serves one tenant or several."),
	is("isolation", oneOf("none", "application", "namespace", "process", "container", "vm", "microvm", "confidential", "dedicated"), func(c *Component) *string { return &c.Isolation }, "What keeps its tenants apart, weakest first."),
	is("encryption", nested(encryptionRecord, "{at_rest: yes}"), func(c *Component) **Encryption { return &c.Encryption }, "How data that lie there are protected."),
	is("checks", allOr(checkWords...), func(c *Component) *[]string { return &c.Checks }, "What it checks before it serves a request; what a stated list does not name is not checked."),
	is("replicas", of[float64](count), func(c *Component) **float64 { return &c.Replicas }, "How many of it run at once."),
	is("on_error", oneOf("deny", "allow"), func(c *Component) *string { return &c.OnError }, "What it answers when it cannot decide."),
	is("offline_limit", of[Duration](limit), func(c *Component) **Duration { return &c.OfflineLimit }, "How long it decides alone when it is cut off: a span of time, 0 or unlimited."),
	is("physically_exposed", yesNo, func(c *Component) **bool { return &c.PhysicallyExposed }, "Whether strangers can touch it."),
	is("secure_boot", yesNo, func(c *Component) **bool { return &c.SecureBoot }, "Whether it starts signed software only."),
	is("debug_interface", yesNo, func(c *Component) **bool { return &c.DebugInterface }, "Whether a debug interface is open."),
	is("updates", nested(updatesRecord, "{signed: yes}"), func(c *Component) **Updates { return &c.Updates }, "How its software is replaced."),
	is("append_only", yesNo, func(c *Component) **bool { return &c.AppendOnly }, "Whether what is written can never be changed."),
	is("records", someOf("actor", "device", "tenant", "revision", "rule", "time"), func(c *Component) *[]string { return &c.Records }, "What each entry of this log says; a stated list is complete."),
	is("time_source", oneOf("none", "ntp", "nts"), func(c *Component) *string { return &c.TimeSource }, "Where it has its time from."),
	is("wiped", yesNo, func(c *Component) **bool { return &c.Wiped }, "Whether storage is wiped before somebody else uses it."),
	is("reveals", someOf("address", "host", "region", "instance", "timing"), func(c *Component) *[]string { return &c.Reveals }, "What outsiders learn from it about where things run."),
	is("metadata_service", oneOf("none", "open", "token"), func(c *Component) *string { return &c.MetadataService }, "Whether the cloud's metadata service answers it, and how."),
	is("fetches_urls", yesNo, func(c *Component) **bool { return &c.FetchesURLs }, "Whether it fetches addresses that others choose."),
	is("technology", line, func(c *Component) *string { return &c.Technology }, "What it is built with, such as sql, nosql, ldap, xml, search, template, shell or file."),
	is("accepts", someOf("json", "xml", "csv", "file", "serialized"), func(c *Component) *[]string { return &c.Accepts }, "Formats of data that it parses."),
	is("custom_code", yesNo, func(c *Component) **bool { return &c.CustomCode }, "Whether parts of it are written for this system."),
	is("sensitivity", nested(sensitivityRecord, "{confidentiality: 4}"), func(c *Component) **Sensitivity { return &c.Sensitivity }, "How much it matters beyond its data."),
	is("out_of_scope", line, func(c *Component) *string { return &c.OutOfScope }, "Why no rule should look at it; absent means in scope."),
	is("capacity", of[Rate](rate), func(c *Component) **Rate { return &c.Capacity }, "The rate that it can serve."),
	is("survives", oneOf("none", "machine", "zone", "region", "provider"), func(c *Component) *string { return &c.Survives }, "The largest failure after which it still serves: of one machine, of a zone, of a region, of a whole provider."),
	is("poll_limit", of[Duration](span), func(c *Component) **Duration { return &c.PollLimit }, "The shortest pause between two polls of one sender that it allows."),
	is("memory", of[Size](size), func(c *Component) **Size { return &c.Memory }, "The memory that it has."),
	is("attested", yesNo, func(c *Component) **bool { return &c.Attested }, "Whether it proves which software runs on it."),
	is("verifiable", oneOf("none", "signature", "hash-chain", "replicated"), func(c *Component) *string { return &c.Verifiable }, "How the customer can check by itself that nothing was changed."),
	is("limits_per_tenant", yesNo, func(c *Component) **bool { return &c.LimitsPerTenant }, "Whether one tenant's load is bounded."),
	is("identity_from", refs("has its identities from", toParty), func(c *Component) *[]Ref { return &c.IdentityFrom }, "Parties that hold its identities."),
	is("access_rules_from", refs("has its access rules from", toParty), func(c *Component) *[]Ref { return &c.AccessRulesFrom }, "Parties that hold its access rules."),
	is("monitored_by", refs("is monitored by", toParty), func(c *Component) *[]Ref { return &c.MonitoredBy }, "Parties that watch it."),
	is("vouches_for_devices", yesNo, func(c *Component) **bool { return &c.VouchesForDevices }, "Whether it says who a device is, and the device does not prove it."),
	is("connections", oneOf("per-device", "shared"), func(c *Component) *string { return &c.Connections }, "Whether each device behind it has a connection of its own."),
}

var encryptionRecord = record[Encryption]{name: "encryption", fields: []field[Encryption]{
	is("at_rest", yesNo, func(e *Encryption) **bool { return &e.AtRest }, "Whether stored data are encrypted."),
	is("key", ref("is encrypted with", toKey), func(e *Encryption) **Ref { return &e.Key }, "The key that they are encrypted with."),
}}

var updatesRecord = record[Updates]{name: "updates", fields: []field[Updates]{
	is("signed", yesNo, func(u *Updates) **bool { return &u.Signed }, "Whether signatures are checked before software is installed."),
	is("anti_rollback", yesNo, func(u *Updates) **bool { return &u.AntiRollback }, "Whether older versions are refused."),
	is("provenance", yesNo, func(u *Updates) **bool { return &u.Provenance }, "Whether it is proven how the software was built."),
	is("approvals", of[float64](count), func(u *Updates) **float64 { return &u.Approvals }, "How many people must agree; 1 is alone."),
	is("minimum", line, func(u *Updates) *string { return &u.Minimum }, "The oldest version that is accepted."),
}}

var sensitivityRecord = record[Sensitivity]{name: "sensitivity", fields: []field[Sensitivity]{
	is("confidentiality", levels, func(s *Sensitivity) *int { return &s.Confidentiality }, "How bad it is when others learn it, 1 (least) to 5."),
	is("integrity", levels, func(s *Sensitivity) *int { return &s.Integrity }, "How bad it is when it is changed, 1 (least) to 5."),
	is("availability", levels, func(s *Sensitivity) *int { return &s.Availability }, "How bad it is when it is missing, 1 (least) to 5."),
}}

// levels reads a level of sensitivity.
var levels = value[int]{form: level.schema(), read: func(d *decoder, n *source.Node) (int, bool) {
	x, ok := level.read(d, n)
	return int(x), ok
}}

var deviceClassRecord = record[Component]{
	name:   "device class",
	begin:  func(c *Component) { c.Class = &DeviceClass{} },
	fields: slices.Concat(common(func(c *Component) *Entity { return &c.Entity }), componentFields, classFields),
	finish: func(d *decoder, n *source.Node, c *Component) {
		if c.Kind != "" && c.Kind != "device" {
			d.fail(lookUp(n, "kind").Pos, source.Value, "%s is of kind %s; a device class is of kind device, which need not be stated", d.owner, c.Kind)
		}
		c.Kind = "device"
	},
	mistakes: map[string]string{
		"type":        `write "kind", or nothing: a device class is of kind device`,
		"publish":     `write "may_publish"`,
		"subscribe":   `write "may_subscribe"`,
		"credentials": `write "credential"`,
	},
}

var classFields = []field[Component]{
	is("count", of[float64](count), func(c *Component) **float64 { return &c.Class.Count }, "How many there are; information for readers only, it changes no number."),
	is("credential", nested(credentialRecord, "{kind: x509}"), func(c *Component) **Credential { return &c.Class.Credential }, "What each device proves itself with."),
	is("may_publish", list(line), func(c *Component) *[]string { return &c.Class.MayPublish }, "Topic templates that it may publish to; {device}, {tenant} and {class} are bound from the registry, any other {name} stands for one level."),
	is("may_subscribe", list(line), func(c *Component) *[]string { return &c.Class.MaySubscribe }, "Topic templates that it may subscribe to."),
	is("may_retain", yesNo, func(c *Component) **bool { return &c.Class.MayRetain }, "Whether it may publish messages that the broker keeps."),
	is("limits", nested(limitsRecord, "{rate: 1/s}"), func(c *Component) **Limits { return &c.Class.Limits }, "What one device may send at most."),
	is("enrolment", nested(enrolmentRecord, "{method: claim}"), func(c *Component) **Enrolment { return &c.Class.Enrolment }, "How a device gets its first credential."),
	is("actuator", yesNo, func(c *Component) **bool { return &c.Class.Actuator }, "Whether it moves something in the world."),
	is("interlock", yesNo, func(c *Component) **bool { return &c.Class.Interlock }, "Whether it refuses dangerous commands by itself."),
}

// storages are where a secret can lie.
var storages = []string{"code", "file", "keystore", "secure-element", "tpm", "tee", "hsm"}

var credentialRecord = record[Credential]{name: "credential", fields: []field[Credential]{
	is("kind", oneOf("x509", "token", "psk", "password", "none"), func(c *Credential) *string { return &c.Kind }, "What it is."),
	is("scope", oneOf("device", "model", "fleet"), func(c *Credential) *string { return &c.Scope }, "Who shares it: nobody, all devices of a model, all devices."),
	is("storage", oneOf(storages...), func(c *Credential) *string { return &c.Storage }, "Where the device keeps it."),
	is("bound_to", oneOf("none", "device", "channel"), func(c *Credential) *string { return &c.BoundTo }, "What a thief would need besides."),
	is("algorithm", line, func(c *Credential) *string { return &c.Algorithm }, "The algorithm, such as ecdsa-p256."),
	is("lifetime", of[Duration](limit), func(c *Credential) **Duration { return &c.Lifetime }, "How long it is valid: a span of time or unlimited."),
	is("fallback", oneOf("none", "password"), func(c *Credential) *string { return &c.Fallback }, "What is accepted when it fails."),
}}

var limitsRecord = record[Limits]{name: "limits", fields: []field[Limits]{
	is("rate", of[Rate](rate), func(l *Limits) **Rate { return &l.Rate }, "Messages in a time, such as 1/s."),
	is("size", of[Size](size), func(l *Limits) **Size { return &l.Size }, "The largest message, such as 16KiB."),
	is("sessions", of[float64](count), func(l *Limits) **float64 { return &l.Sessions }, "Connections at once."),
}}

var enrolmentRecord = record[Enrolment]{name: "enrolment", fields: []field[Enrolment]{
	is("method", oneOf("factory", "claim", "group-key", "manual"), func(e *Enrolment) *string { return &e.Method }, "How it is done."),
	is("window", of[Duration](limit), func(e *Enrolment) **Duration { return &e.Window }, "How long it is possible: a span of time or unlimited."),
	is("once", yesNo, func(e *Enrolment) **bool { return &e.Once }, "Whether a device can do it only once."),
}}

var keyRecord = record[Key]{
	name: "key",
	fields: slices.Concat(common(func(k *Key) *Entity { return &k.Entity }), []field[Key]{
		is("custodian", ref("is held by", toParty), func(k *Key) **Ref { return &k.Custodian }, "The party that holds it."),
		is("tenancy", oneOf("single", "shared"), func(k *Key) *string { return &k.Tenancy }, "Whether it protects data of one tenant or of several."),
		is("storage", oneOf(storages...), func(k *Key) *string { return &k.Storage }, "Where it is kept."),
		is("algorithm", line, func(k *Key) *string { return &k.Algorithm }, "The algorithm, such as aes-256."),
		is("lifetime", of[Duration](limit), func(k *Key) **Duration { return &k.Lifetime }, "After which it is replaced: a span of time or unlimited."),
	}),
	mistakes: map[string]string{"owner": `write "custodian"`},
}

var roleRecord = record[Role]{
	name: "role",
	fields: slices.Concat(common(func(r *Role) *Entity { return &r.Entity }), []field[Role]{
		is("party", ref("belongs to", toParty), func(r *Role) **Ref { return &r.Party }, "Whose people have it."),
		is("may", someOf("administer", "read-data", "export", "erase-logs", "deploy", "issue-certificates"), func(r *Role) *[]string { return &r.May }, "What it allows; a stated list is complete."),
		is("approvals", of[float64](count), func(r *Role) **float64 { return &r.Approvals }, "How many people must agree before it is used; 1 is alone."),
		is("granted", oneOf("standing", "on-request", "customer-approved", "break-glass"), func(r *Role) *string { return &r.Granted }, "How people come to have it."),
		is("recorded_for", oneOf("nobody", "provider", "customer"), func(r *Role) *string { return &r.RecordedFor }, "Who can read what was done with it."),
		is("expires", of[Duration](limit), func(r *Role) **Duration { return &r.Expires }, "After which it ends by itself: a span of time or unlimited."),
		is("alerts", yesNo, func(r *Role) **bool { return &r.Alerts }, "Whether its use raises an alert."),
	}),
}

var assetRecord = record[Asset]{
	name: "asset",
	fields: slices.Concat(common(func(a *Asset) *Entity { return &a.Entity }), []field[Asset]{
		is("at", refOrRefs("lies at", toComponent), func(a *Asset) *[]Ref { return &a.At }, "Components where it lies."),
		is("sensitivity", nested(sensitivityRecord, "{confidentiality: 4}"), func(a *Asset) **Sensitivity { return &a.Sensitivity }, "How much each property matters."),
		is("loss", loss.value(), func(a *Asset) **Quantity { return &a.Loss }, "What one incident costs: an amount, a range or a word."),
		is("holds", someOf("device-id", "person", "location", "health", "credential", "payment"), func(a *Asset) *[]string { return &a.Holds }, "What kind of data it holds; a stated list is complete."),
		is("purpose", line, func(a *Asset) *string { return &a.Purpose }, "What it is kept for."),
		is("retention", of[Duration](limit), func(a *Asset) **Duration { return &a.Retention }, "After which it is erased: a span of time or unlimited."),
		is("allowed", nested(allowedRecord, "{parties: [us], regions: [eu]}"), func(a *Asset) **Allowed { return &a.Allowed }, "With whom and where it may be."),
		is("regulations", list(line), func(a *Asset) *[]string { return &a.Regulations }, "Laws and rules about it, such as gdpr, hipaa, sox or glba."),
		is("responsible", ref("is the work of", toParty), func(a *Asset) **Ref { return &a.Responsible }, "The party that looks after it."),
		is("accountable", ref("is answered for by", toParty), func(a *Asset) **Ref { return &a.Accountable }, "The party that answers for it."),
	}),
	mistakes: map[string]string{
		"component": `write "at"`, "value": `write "loss"`, "owner": `write "accountable"`,
		"confidentiality": `write "sensitivity: {confidentiality: …}"`, "integrity": `write "sensitivity: {integrity: …}"`,
		"availability": `write "sensitivity: {availability: …}"`,
	},
}

var allowedRecord = record[Allowed]{name: "allowed", fields: []field[Allowed]{
	is("parties", refs("may be with", toParty), func(a *Allowed) *[]Ref { return &a.Parties }, "Parties that may have it; a stated list is complete."),
	is("regions", list(line), func(a *Allowed) *[]string { return &a.Regions }, "Regions where it may be; a stated list is complete."),
}}
