package risk

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// ground is the architecture as attack patterns see it: what leads where.
type ground struct {
	in       *policies.Input
	tenants  map[string][]string        // boundaries of kind tenant inside a boundary, sorted
	managing map[string][]string        // controls and bastions within an outermost boundary
	asking   map[string]map[string]bool // by component, once somebody wants to know: see requesters
	ours     []string                   // roles of customers, sorted
}

func newGround(in *policies.Input) *ground {
	g := &ground{in: in, tenants: map[string][]string{}, managing: map[string][]string{}}
	for _, id := range slices.Concat(sorted(in.ByKind["control"]), sorted(in.ByKind["bastion"])) {
		around := outermost(in.Components[id])
		g.managing[around] = append(g.managing[around], id)
	}
	g.ours = keep(sorted(in.Roles), func(id string) bool { return in.Roles[id].Party != "" && !g.provides(in.Roles[id].Party) })
	for _, id := range sorted(in.Boundaries) {
		if b := in.Boundaries[id]; b.Kind == "tenant" {
			for _, around := range b.Chain[1:] {
				g.tenants[around] = append(g.tenants[around], id)
			}
		}
	}
	return g
}

// The kinds of elements that patterns speak of. A place is where one may stand.
const (
	aModel     = "model"
	anAsset    = "asset"
	aComponent = "component"
	aFlow      = "flow"
	aParty     = "party"
	aRole      = "role"
	aPlace     = "place"
)

// relation leads from an element of one kind to elements of another.
type relation struct {
	name, from, to string
	of             func(g *ground, id string) []string // never an element that is not there
}

// single tells whether a relation leads to one element at most.
func (r relation) single() bool {
	return slices.Contains([]string{"host", "sender", "receiver", "within_reach", "encrypted"}, r.name)
}

// relations are all words that a pattern may write behind a dot, "each" and "from".
var relations = []relation{
	{"places", anAsset, aComponent, func(g *ground, id string) []string { return g.in.Assets[id].At }},
	{"handlers", anAsset, aComponent, func(g *ground, id string) []string { return g.in.Assets[id].Passes }},
	{"sources", anAsset, aComponent, (*ground).sources},
	{"shared_places", anAsset, aComponent, (*ground).sharedPlaces},
	{"devices", anAsset, aComponent, func(g *ground, id string) []string { return g.ofKind(g.in.Assets[id].Passes, "device") }},
	{"speakers", anAsset, aComponent, func(g *ground, id string) []string { return g.ofKind(g.senders(id), "device") }},
	{"logs", anAsset, aComponent, func(g *ground, id string) []string { return g.ofKind(g.in.Assets[id].At, "log") }},
	{"backups", anAsset, aComponent, (*ground).backups},
	{"places_in_a_region", anAsset, aComponent, func(g *ground, id string) []string {
		return keep(g.in.Assets[id].At, func(id string) bool { return g.in.Components[id].Region != "" })
	}},
	{"personal_places", anAsset, aComponent, func(g *ground, id string) []string { return g.ifPersonal(id, g.in.Assets[id].At) }},
	{"personal_handlers", anAsset, aComponent, func(g *ground, id string) []string { return g.ifPersonal(id, g.in.Assets[id].Passes) }},
	{"handlers_with_updates", anAsset, aComponent, func(g *ground, id string) []string {
		return keep(g.in.Assets[id].Passes, func(id string) bool { return g.in.Components[id].Updates != nil })
	}},
	{"flows", anAsset, aFlow, func(g *ground, id string) []string { return g.in.Assets[id].CarriedBy }},
	{"flows_by_secret", anAsset, aFlow, (*ground).flowsBySecret},
	{"flows_to_places", anAsset, aFlow, (*ground).flowsToPlaces},
	{"actuator_flows", anAsset, aFlow, (*ground).actuatorFlows},
	{"unguarded_actuator_flows", anAsset, aFlow, (*ground).unguardedActuatorFlows},
	{"providers", anAsset, aParty, (*ground).providersOf},
	{"further_parties", anAsset, aParty, (*ground).furtherParties},
	{"host", aComponent, aComponent, func(g *ground, id string) []string { return some(g.in.Components[id].RunsOn) }},
	{"within_reach", aComponent, aComponent, func(g *ground, id string) []string {
		return keep([]string{id}, func(id string) bool { return !isNo(g.in.Components[id].PhysicallyExposed) })
	}},
	{"gates", aComponent, aComponent, (*ground).gates},
	{"consoles", aComponent, aComponent, (*ground).consoles},
	{"flows_out", aComponent, aFlow, func(g *ground, id string) []string { return g.in.Components[id].FlowsOut }},
	{"flows_in", aComponent, aFlow, func(g *ground, id string) []string { return g.in.Components[id].FlowsIn }},
	{"updates_in", aComponent, aFlow, func(g *ground, id string) []string { return g.ofPurpose(g.in.Components[id].FlowsIn, "update") }},
	{"administration", aComponent, aFlow, (*ground).administration},
	{"provider_roles", aComponent, aRole, (*ground).providerRoles},
	{"own_roles", aComponent, aRole, func(g *ground, _ string) []string { return g.ours }},
	{"sender", aFlow, aComponent, func(g *ground, id string) []string { return some(g.in.Flows[id].From) }},
	{"receiver", aFlow, aComponent, func(g *ground, id string) []string { return some(g.in.Flows[id].To) }},
	{"encrypted", aFlow, aFlow, func(g *ground, id string) []string {
		return keep([]string{id}, func(id string) bool { return g.in.Flows[id].TLS != "none" })
	}},

	{"exposure", aComponent, aPlace, func(g *ground, id string) []string { return g.in.Components[id].ExposedTo }},
	{"provider", aComponent, aPlace, func(g *ground, id string) []string { return g.foreign(g.in.Components[id].Chain) }},
	{"neighbours", aComponent, aPlace, (*ground).neighbours},
	{"staff", aComponent, aPlace, (*ground).staff},
	{"requesters", aComponent, aPlace, (*ground).requesters},
	{"tenants_and_internet", aComponent, aPlace, func(g *ground, id string) []string { return g.in.Components[id].ReachedFrom }},
	{"clients", aFlow, aPlace, (*ground).clients},
	{"callers", aFlow, aPlace, (*ground).callers},
	{"path", aFlow, aPlace, (*ground).path},
	{"deployers", aFlow, aPlace, (*ground).deployers},
	{"internet", aModel, aPlace, func(*ground, string) []string { return []string{model.Internet} }},
	{"providers", aModel, aPlace, func(g *ground, _ string) []string { return g.foreign(sorted(g.in.Boundaries)) }},
	{"neighbours", aModel, aPlace, func(g *ground, _ string) []string { return g.everywhere((*ground).besides) }},
	{"staff", aModel, aPlace, func(g *ground, _ string) []string { return g.allStaff() }},
}

// related finds a relation by where it leads from and its name.
func related(from, name string) (relation, bool) {
	at := slices.IndexFunc(relations, func(r relation) bool { return r.from == from && r.name == name })
	if at < 0 {
		return relation{}, false
	}
	return relations[at], true
}

// some is a list of what is there.
func some(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

func (g *ground) ofKind(components []string, kinds ...string) []string {
	return keep(components, func(id string) bool { return slices.Contains(kinds, g.in.Components[id].Kind) })
}

func (g *ground) ofPurpose(flows []string, purpose string) []string {
	return keep(flows, func(id string) bool { return g.in.Flows[id].Purpose == purpose })
}

// keep are the ids for which something holds, in their order.
func keep(ids []string, holds func(string) bool) []string {
	var kept []string
	for _, id := range ids {
		if holds(id) {
			kept = append(kept, id)
		}
	}
	return kept
}

// backups are where copies of an asset go.
func (g *ground) backups(asset string) []string {
	copies := keep(g.in.Assets[asset].CarriedBy, func(id string) bool {
		return g.in.Flows[id].Purpose == "backup" && slices.Contains(g.in.Flows[id].Carries, asset)
	})
	return g.receivers(copies)
}

func (g *ground) receivers(flows []string) []string {
	var list []string
	for _, id := range flows {
		list = append(list, g.in.Flows[id].To)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// sources are where an asset lies; if it lies nowhere, what sends it.
func (g *ground) sources(asset string) []string {
	if at := g.in.Assets[asset].At; len(at) > 0 {
		return at
	}
	return g.senders(asset)
}

// senders are the components that send an asset, as callers or in their answers.
func (g *ground) senders(asset string) []string {
	var list []string
	for _, id := range g.in.Assets[asset].CarriedBy {
		f := g.in.Flows[id]
		if slices.Contains(f.Carries, asset) {
			list = append(list, f.From)
		}
		if slices.Contains(f.Returns, asset) {
			list = append(list, f.To)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// sharedPlaces are where an asset lies beside what belongs to other customers. What
// does not say whether it is shared may be, where others rule around it or it can be
// reached from elsewhere.
func (g *ground) sharedPlaces(asset string) []string {
	return keep(g.in.Assets[asset].At, func(id string) bool {
		c := g.in.Components[id]
		if c.Shared != nil {
			return *c.Shared
		}
		return len(g.foreign(c.Chain)) > 0 || len(c.Tenants) > 0 || len(c.ExposedTo) > 0 || g.provides(c.Operator)
	})
}

// flowsBySecret are the flows with an asset whose callers show something that can
// be stolen and opens it; what is not stated counts as that. Where a person calls
// and the receiver asks whose object it is, a credential opens what is its owner's.
func (g *ground) flowsBySecret(asset string) []string {
	return keep(g.in.Assets[asset].CarriedBy, func(id string) bool {
		f := g.in.Flows[id]
		own := f.Sender != nil && slices.Contains([]string{"person", "client"}, f.Sender.Kind) &&
			f.Receiver != nil && slices.Contains(f.Receiver.Checks, "object")
		return !own && slices.Contains([]string{"", "password", "token", "psk"}, f.Authentication)
	})
}

// flowsToPlaces are the flows with an asset into where it lies, from elsewhere.
func (g *ground) flowsToPlaces(asset string) []string {
	at := g.in.Assets[asset].At
	return keep(g.in.Assets[asset].CarriedBy, func(id string) bool {
		f := g.in.Flows[id]
		return slices.Contains(at, f.To) && !slices.Contains(at, f.From)
	})
}

// actuatorFlows are the commands with an asset to devices that move something, or
// do not say that they do not.
func (g *ground) actuatorFlows(asset string) []string {
	return keep(g.in.Assets[asset].CarriedBy, func(id string) bool {
		f := g.in.Flows[id]
		to := g.in.Components[f.To]
		return f.Purpose == "command" && to != nil && to.Kind == "device" && (to.Actuator == nil || *to.Actuator)
	})
}

// unguardedActuatorFlows are those of them whose device obeys whatever it is told.
func (g *ground) unguardedActuatorFlows(asset string) []string {
	return keep(g.actuatorFlows(asset), func(id string) bool { return !isYes(g.in.Components[g.in.Flows[id].To].Interlock) })
}

func isYes(fact *bool) bool { return fact != nil && *fact }
func isNo(fact *bool) bool  { return fact != nil && !*fact }

// providersOf are the parties, no customers, that operate where an asset lies and
// without whom it is nowhere: they or those who work for them keep each of its
// places, and none outlives the failure of a region.
func (g *ground) providersOf(asset string) []string {
	at := g.in.Assets[asset].At
	if slices.ContainsFunc(at, func(id string) bool {
		return slices.Contains([]string{"region", "provider"}, g.in.Components[id].Survives)
	}) {
		return nil
	}
	var list []string
	for _, id := range at {
		list = append(list, some(g.in.Components[id].Operator)...)
	}
	slices.Sort(list)
	return keep(slices.Compact(list), func(party string) bool {
		return g.provides(party) && !slices.ContainsFunc(at, func(id string) bool {
			return !slices.Contains(g.in.Parties[party].Chain, g.in.Components[id].Operator)
		})
	})
}

// ifPersonal are components, if an asset holds something about people.
func (g *ground) ifPersonal(asset string, components []string) []string {
	about := func(word string) bool { return slices.Contains([]string{"person", "location", "health"}, word) }
	if !slices.ContainsFunc(g.in.Assets[asset].Holds, about) {
		return nil
	}
	return components
}

// furtherParties are those who get an asset, by running what it lies at or passes or
// because those who do hand work to them, and whom nobody agreed to. Where nothing is
// said about that, those are meant who are somebody else's choice by their kind.
func (g *ground) furtherParties(asset string) []string {
	a := g.in.Assets[asset]
	var all []string
	for _, id := range a.Passes {
		if by := g.in.Parties[g.in.Components[id].Operator]; by != nil {
			all = append(all, by.Chain...)
		}
	}
	slices.Sort(all)
	return keep(slices.Compact(all), func(party string) bool {
		if a.Allowed == nil || a.Allowed.Parties == nil {
			return slices.Contains([]string{"subcontractor", "third-party"}, g.in.Parties[party].Kind)
		}
		return g.provides(party) && !slices.Contains(a.Allowed.Parties, party)
	})
}

// provides tells whether a party is no customer; a kind that is not stated is none.
func (g *ground) provides(party string) bool {
	p := g.in.Parties[party]
	return p != nil && p.Kind != "customer"
}

// gates are where a device is let in: edges, gateways and brokers that it talks to,
// and those that a gateway among them passes its words on to.
func (g *ground) gates(component string) []string {
	near := g.talking(component)
	far := slices.Clone(near)
	for _, id := range g.ofKind(near, "gateway") {
		far = append(far, g.talking(id)...)
	}
	return keep(unique(far), func(id string) bool { return id != component })
}

// talking are the edges, gateways and brokers at the other ends of a component's flows.
func (g *ground) talking(component string) []string {
	c := g.in.Components[component]
	ends := g.receivers(c.FlowsOut)
	for _, id := range c.FlowsIn {
		ends = append(ends, g.in.Flows[id].From)
	}
	slices.Sort(ends)
	return g.ofKind(slices.Compact(ends), "edge", "gateway", "broker")
}

// consoles are the controls and bastions within the same outermost boundary.
func (g *ground) consoles(component string) []string {
	around := outermost(g.in.Components[component])
	if around == "" {
		return nil
	}
	return keep(g.managing[around], func(id string) bool { return id != component })
}

func outermost(c *policies.Component) string {
	if c == nil || len(c.Chain) == 0 {
		return ""
	}
	return c.Chain[len(c.Chain)-1]
}

// administration are the flows by which people administer a component, directly
// or from a console.
func (g *ground) administration(component string) []string {
	flows := slices.Clone(g.ofPurpose(g.in.Components[component].FlowsIn, "admin"))
	for _, console := range g.consoles(component) {
		flows = append(flows, g.ofPurpose(g.in.Components[console].FlowsIn, "admin")...)
	}
	return unique(flows)
}

// providerRoles are the roles of whoever operates a component, when that is no customer.
func (g *ground) providerRoles(component string) []string {
	by := g.in.Components[component].Operator
	return keep(sorted(g.in.Roles), func(id string) bool { return by != "" && g.in.Roles[id].Party == by && g.provides(by) })
}

// foreign are the boundaries of kind provider that no customer operates.
func (g *ground) foreign(boundaries []string) []string {
	return keep(boundaries, func(id string) bool {
		b := g.in.Boundaries[id]
		return b.Kind == "provider" && (b.Operator == "" || g.provides(b.Operator))
	})
}

// neighbours are where other customers stand who share a component or what is
// around it: other tenants. Where one tenant alone uses a shared part it is ours;
// several are each other's neighbours. Where no other tenant is drawn, anybody
// on the internet may become one of a shared part.
func (g *ground) neighbours(component string) []string {
	c := g.in.Components[component]
	ours := g.users(c)
	if len(ours) > 1 {
		ours = nil
	}
	around := ""
	for _, b := range c.Chain {
		if around = b; g.in.Boundaries[b].Kind == "provider" {
			break
		}
	}
	others := keep(g.tenants[around], func(id string) bool { return !slices.Contains(c.Chain, id) && !slices.Contains(ours, id) })
	if c.Kind == "host" {
		others = c.Tenants
	}
	if len(others) == 0 && g.open(c) {
		return []string{model.Internet}
	}
	return others
}

// besides are the neighbours of what belongs to one customer: those on a machine are
// each other's, and we are among them.
func (g *ground) besides(component string) []string {
	if g.in.Components[component].Kind == "host" {
		return nil
	}
	return g.neighbours(component)
}

// open tells whether anybody may become a neighbour of a component, on itself or on
// the machine that it runs on.
func (g *ground) open(c *policies.Component) bool {
	if host := g.in.Components[c.RunsOn]; host != nil && isYes(host.Shared) {
		return true
	}
	return !isNo(c.Shared) && slices.Contains([]string{"store", "broker", "cache", "host", "edge", "gateway"}, c.Kind)
}

// users are the tenants from inside of which flows lead to or from a component.
func (g *ground) users(c *policies.Component) []string {
	var list []string
	for _, id := range slices.Concat(c.FlowsIn, c.FlowsOut) {
		for _, end := range []*policies.Component{g.in.Flows[id].Sender, g.in.Flows[id].Receiver} {
			if end != nil && end != c {
				list = append(list, keep(end.Chain, func(b string) bool { return g.in.Boundaries[b].Kind == "tenant" })...)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// staff are where those stand who administer a component; a bastion or console on the
// way is no place for people.
func (g *ground) staff(component string) []string {
	var list []string
	for _, id := range g.administration(component) {
		from := g.in.Flows[id].Sender
		if from != nil && !slices.Contains([]string{"bastion", "control"}, from.Kind) {
			list = append(list, some(from.Inside)...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// deployers are where those stand who may send an update: where the pipeline is
// administered from, or it stands itself.
func (g *ground) deployers(flow string) []string {
	f := g.in.Flows[flow]
	if places := g.staff(f.From); len(places) > 0 {
		return places
	}
	if f.Sender == nil {
		return nil
	}
	return some(f.Sender.Inside)
}

// allStaff are where people of ours stand who have rights over something: not at a
// provider, whose insiders are others.
func (g *ground) allStaff() []string {
	places := g.everywhere((*ground).staff)
	for _, id := range g.ofPurpose(sorted(g.in.Flows), "update") {
		places = append(places, g.deployers(id)...)
	}
	slices.Sort(places)
	theirs := g.foreign(sorted(g.in.Boundaries))
	return keep(slices.Compact(places), func(id string) bool { return !slices.Contains(theirs, id) })
}

// clients are from where others use what a flow leads to.
func (g *ground) clients(flow string) []string {
	var list []string
	for _, end := range g.ends(flow) {
		list = append(list, end.ExposedTo...)
	}
	return unique(list)
}

// callers are from where a flow's receiver can be called: where its sender and it
// itself lie, and what it is exposed to.
func (g *ground) callers(flow string) []string {
	var list []string
	for _, end := range g.ends(flow) {
		list = append(list, some(end.Inside)...)
	}
	if to := g.in.Flows[flow].Receiver; to != nil {
		list = append(list, to.ExposedTo...)
	}
	return unique(list)
}

// requesters are from where words come that a component acts on, passed on by others
// too: what these and it itself are exposed to.
func (g *ground) requesters(component string) []string {
	if g.asking == nil {
		g.asking = g.spread()
	}
	return sorted(g.asking[component])
}

// spread carries what components are exposed to along their flows, to whoever acts
// on what they pass on. It visits each component once for each new place.
func (g *ground) spread() map[string]map[string]bool {
	asking := make(map[string]map[string]bool, len(g.in.Components))
	waiting := sorted(g.in.Components)
	for _, id := range waiting {
		asking[id] = map[string]bool{}
		for _, place := range g.in.Components[id].ExposedTo {
			asking[id][place] = true
		}
	}
	for len(waiting) > 0 {
		from := waiting[0]
		waiting = waiting[1:]
		for _, id := range g.in.Components[from].FlowsOut {
			to := asking[g.in.Flows[id].To]
			before := len(to)
			for place := range asking[from] {
				if to != nil {
					to[place] = true
				}
			}
			if len(to) > before {
				waiting = append(waiting, g.in.Flows[id].To)
			}
		}
	}
	return asking
}

// path is where the line of a flow can be reached: at the providers around its
// ends, and on the internet when the ends have nothing around them in common.
func (g *ground) path(flow string) []string {
	var list []string
	ends := g.ends(flow)
	for _, end := range ends {
		list = append(list, g.foreign(end.Chain)...)
	}
	if len(ends) == 2 && (outermost(ends[0]) == "" || outermost(ends[0]) != outermost(ends[1])) {
		list = append(list, model.Internet)
	}
	return unique(list)
}

func (g *ground) ends(flow string) []*policies.Component {
	var ends []*policies.Component
	for _, c := range []*policies.Component{g.in.Flows[flow].Sender, g.in.Flows[flow].Receiver} {
		if c != nil {
			ends = append(ends, c)
		}
	}
	return ends
}

// everywhere gathers places over all components, the internet left out.
func (g *ground) everywhere(of func(*ground, string) []string) []string {
	found := map[string]bool{}
	for id := range g.in.Components {
		for _, place := range of(g, id) {
			found[place] = place != model.Internet
		}
	}
	return keep(sorted(found), func(id string) bool { return found[id] })
}
