package risk

import (
	"math"
	"slices"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// fill is the model as rules see it. It keeps the model's convention: a drawn
// list is never absent, a property that is not stated is.
func fill(m *model.Model) *policies.Input {
	in := &policies.Input{
		Parties:     keyed(m.Parties, func(x *model.Party) string { return x.ID }, fillParty),
		Boundaries:  keyed(m.Boundaries, func(x *model.Boundary) string { return x.ID }, fillBoundary),
		Components:  keyed(m.Components, func(x *model.Component) string { return x.ID }, fillComponent),
		Flows:       keyed(m.Flows, func(x *model.Flow) string { return x.ID }, fillFlow),
		Keys:        keyed(m.Keys, func(x *model.Key) string { return x.ID }, fillKey),
		Roles:       keyed(m.Roles, func(x *model.Role) string { return x.ID }, fillRole),
		Assets:      keyed(m.Assets, func(x *model.Asset) string { return x.ID }, fillAsset),
		Attackers:   keyed(m.Attackers, func(x *model.Attacker) string { return x.ID }, fillAttacker),
		Mitigations: keyed(m.Mitigations, func(x *model.Mitigation) string { return x.ID }, fillMitigation),
	}
	in.Index()
	return in
}

// keyed is a section by the ids of its elements.
func keyed[M, R any](section []M, id func(M) string, fill func(M) *R) map[string]*R {
	byID := make(map[string]*R, len(section))
	for _, x := range section {
		byID[id(x)] = fill(x)
	}
	return byID
}

func fillParty(p *model.Party) *policies.Party {
	return &policies.Party{
		Title:          p.Title,
		Tags:           p.Tags,
		Kind:           p.Kind,
		Region:         p.Region,
		Subcontractors: drawn(p.Subcontractors),
		Assurance:      p.Assurance,
		ExitPlan:       p.ExitPlan,
		ConflictClass:  p.ConflictClass,
		EvidenceAccess: p.EvidenceAccess,
	}
}

func fillBoundary(b *model.Boundary) *policies.Boundary {
	return &policies.Boundary{
		Title:    b.Title,
		Tags:     b.Tags,
		Kind:     b.Kind,
		Inside:   named(b.Inside),
		Operator: named(b.Operator),
		Region:   b.Region,
		Rivals:   stated(b.Rivals),
	}
}

func fillComponent(c *model.Component) *policies.Component {
	p := &policies.Component{
		Title:             c.Title,
		Tags:              c.Tags,
		Kind:              c.Kind,
		Inside:            named(c.Inside),
		RunsOn:            named(c.RunsOn),
		Operator:          named(c.Operator),
		ExposedTo:         drawn(c.ExposedTo),
		Tenancy:           c.Tenancy,
		Isolation:         c.Isolation,
		Checks:            checks(c.Checks),
		Replicas:          c.Replicas,
		OnError:           c.OnError,
		OfflineLimit:      span(c.OfflineLimit),
		PhysicallyExposed: c.PhysicallyExposed,
		SecureBoot:        c.SecureBoot,
		DebugInterface:    c.DebugInterface,
		AppendOnly:        c.AppendOnly,
		Records:           c.Records,
		TimeSource:        c.TimeSource,
		Wiped:             c.Wiped,
		Reveals:           c.Reveals,
		MetadataService:   c.MetadataService,
		FetchesURLs:       c.FetchesURLs,
		Technology:        c.Technology,
		Accepts:           c.Accepts,
		CustomCode:        c.CustomCode,
		Sensitivity:       sensitivities(c.Sensitivity),
		OutOfScope:        c.OutOfScope,
		Capacity:          number(c.Capacity),
		Survives:          c.Survives,
		PollLimit:         span(c.PollLimit),
		Memory:            number(c.Memory),
		Attested:          c.Attested,
		Verifiable:        c.Verifiable,
		LimitsPerTenant:   c.LimitsPerTenant,
		IdentityFrom:      stated(c.IdentityFrom),
		AccessRulesFrom:   stated(c.AccessRulesFrom),
		MonitoredBy:       stated(c.MonitoredBy),
		VouchesForDevices: c.VouchesForDevices,
		Connections:       c.Connections,
	}
	if c.Encryption != nil {
		p.Encryption = &policies.Encryption{AtRest: c.Encryption.AtRest, Key: named(c.Encryption.Key)}
	}
	if u := c.Updates; u != nil {
		p.Updates = &policies.Updates{Signed: u.Signed, AntiRollback: u.AntiRollback, Provenance: u.Provenance, Approvals: u.Approvals, Minimum: u.Minimum}
	}
	if c.Class != nil {
		fillClass(p, c.Class)
	}
	return p
}

func fillClass(p *policies.Component, class *model.DeviceClass) {
	p.Count = class.Count
	p.MayPublish = class.MayPublish
	p.MaySubscribe = class.MaySubscribe
	p.MayRetain = class.MayRetain
	p.Actuator = class.Actuator
	p.Interlock = class.Interlock
	if c := class.Credential; c != nil {
		p.Credential = &policies.Credential{
			Kind:      c.Kind,
			Scope:     c.Scope,
			Storage:   c.Storage,
			BoundTo:   c.BoundTo,
			Algorithm: c.Algorithm,
			Lifetime:  span(c.Lifetime),
			Fallback:  c.Fallback,
		}
	}
	if l := class.Limits; l != nil {
		p.Limits = &policies.Limits{Rate: number(l.Rate), Size: number(l.Size), Sessions: l.Sessions}
	}
	if e := class.Enrolment; e != nil {
		p.Enrolment = &policies.Enrolment{Method: e.Method, Window: span(e.Window), Once: e.Once}
	}
}

func fillFlow(f *model.Flow) *policies.Flow {
	return &policies.Flow{
		Title:          f.Title,
		Tags:           f.Tags,
		From:           f.From.ID,
		To:             f.To.ID,
		Purpose:        f.Purpose,
		Protocol:       f.Protocol,
		TLS:            f.TLS,
		Authentication: f.Authentication,
		Carries:        drawn(f.Carries),
		Returns:        drawn(f.Returns),
		Topic:          f.Topic,
		Port:           f.Port,
		Identity:       f.Identity,
		TenantFrom:     f.TenantFrom,
		CredentialIn:   f.CredentialIn,
		Rate:           number(f.Rate),
		PollEvery:      span(f.PollEvery),
		Metered:        f.Metered,
		NetworkAllows:  f.NetworkAllows,
	}
}

func fillKey(k *model.Key) *policies.Key {
	return &policies.Key{
		Title:     k.Title,
		Tags:      k.Tags,
		Custodian: named(k.Custodian),
		Tenancy:   k.Tenancy,
		Storage:   k.Storage,
		Algorithm: k.Algorithm,
		Lifetime:  span(k.Lifetime),
	}
}

func fillRole(r *model.Role) *policies.Role {
	return &policies.Role{
		Title:       r.Title,
		Tags:        r.Tags,
		Party:       named(r.Party),
		May:         r.May,
		Approvals:   r.Approvals,
		Granted:     r.Granted,
		RecordedFor: r.RecordedFor,
		Expires:     span(r.Expires),
		Alerts:      r.Alerts,
	}
}

func fillAsset(a *model.Asset) *policies.Asset {
	p := &policies.Asset{
		Title:       a.Title,
		Tags:        a.Tags,
		At:          drawn(a.At),
		Sensitivity: sensitivities(a.Sensitivity),
		Holds:       a.Holds,
		Purpose:     a.Purpose,
		Retention:   span(a.Retention),
		Regulations: a.Regulations,
		Responsible: named(a.Responsible),
		Accountable: named(a.Accountable),
	}
	if a.Allowed != nil {
		p.Allowed = &policies.Allowed{Parties: stated(a.Allowed.Parties), Regions: a.Allowed.Regions}
	}
	return p
}

func fillAttacker(a *model.Attacker) *policies.Attacker {
	return &policies.Attacker{Title: a.Title, Tags: a.Tags, Kind: a.Kind, At: drawn(a.At), Members: drawn(a.Members)}
}

func fillMitigation(m *model.Mitigation) *policies.Mitigation {
	return &policies.Mitigation{
		Title:       m.Title,
		Tags:        m.Tags,
		Responsible: m.Responsible,
		Status:      m.Status,
		Accountable: named(m.Accountable),
		VerifiedBy:  m.VerifiedBy,
		Controls:    m.Controls,
	}
}

// named is the id that a reference names, "" when there is none.
func named(r *model.Ref) string {
	if r == nil {
		return ""
	}
	return r.ID
}

// drawn is a list of structure: absent means none.
func drawn(refs []model.Ref) []string {
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.ID
	}
	return ids
}

// stated is a list that is a property: absent means unknown.
func stated(refs []model.Ref) []string {
	if refs == nil {
		return nil
	}
	return drawn(refs)
}

// checks spells the word all out.
func checks(list []string) []string {
	if slices.Contains(list, "all") {
		return policies.AllChecks()
	}
	return list
}

// span is a duration in days.
func span(d *model.Duration) *float64 {
	if d == nil {
		return nil
	}
	days := math.Min(float64(*d), policies.Unlimited)
	return &days
}

// number is a rate per year or a size in bytes.
func number[N ~float64](n *N) *float64 {
	if n == nil {
		return nil
	}
	plain := float64(*n)
	return &plain
}

func sensitivities(s *model.Sensitivity) *policies.Sensitivity {
	if s == nil {
		return nil
	}
	return &policies.Sensitivity{
		Confidentiality: level(s.Confidentiality),
		Integrity:       level(s.Integrity),
		Availability:    level(s.Availability),
	}
}

// level is 1 to 5, nil when not stated.
func level(n int) *float64 {
	if n == 0 {
		return nil
	}
	plain := float64(n)
	return &plain
}
