package policies

import (
	"maps"
	"slices"
)

// AllChecks spells out the word all of a component's checks, sorted.
func AllChecks() []string {
	return []string{
		"binding", "client-id", "command", "enrolment", "firmware", "object", "origin", "quota",
		"registered", "replay", "revocation", "session", "status", "tenant", "topic",
	}
}

// Index fills every field that Input and its elements say Index fills, from
// what the sections state. It may be called again after a change. References
// to elements that do not exist are left unresolved. The cost is linear in the
// model, but for one search over the flows per control component.
func (in *Input) Index() {
	in.indexParties()
	in.indexBoundaries()
	in.indexComponents()
	in.indexHosts()
	in.indexFlows()
	in.indexAssets()
	in.indexKeysAndRoles()
	in.indexInsiders()
	in.indexKeepers()
	in.indexLoads()
	in.indexReach()
	in.indexCrossings()
	in.partition()
	in.indexed = true
}

func (in *Input) indexParties() {
	for _, p := range in.Parties {
		p.Primes = nil
	}
	for _, id := range sorted(in.Parties) {
		in.Parties[id].Chain, in.Parties[id].Keeps = in.subcontracting(id), nil
		for _, sub := range in.Parties[id].Subcontractors {
			if p := in.Parties[sub]; p != nil {
				p.Primes = insert(p.Primes, id)
			}
		}
	}
}

// subcontracting is a party and everybody it hands work to, sorted.
func (in *Input) subcontracting(id string) []string {
	chain := []string{id}
	for i := 0; i < len(chain); i++ {
		p := in.Parties[chain[i]]
		if p == nil {
			continue
		}
		for _, sub := range p.Subcontractors {
			if !slices.Contains(chain, sub) {
				chain = append(chain, sub)
			}
		}
	}
	slices.Sort(chain)
	return chain
}

func (in *Input) indexBoundaries() {
	for _, id := range sorted(in.Boundaries) {
		b := in.Boundaries[id]
		b.Chain, b.Members, b.Exposed = in.around(id), nil, nil
		for _, outer := range b.Chain[1:] {
			o := in.Boundaries[outer]
			b.Operator = stated(b.Operator, o.Operator)
			b.Region = stated(b.Region, o.Region)
		}
	}
}

// around is a boundary and those around it, innermost first; none for "".
func (in *Input) around(id string) []string {
	var chain []string
	for b := in.Boundaries[id]; b != nil && !slices.Contains(chain, id); b = in.Boundaries[id] {
		chain = append(chain, id)
		id = b.Inside
	}
	return chain
}

func (in *Input) indexComponents() {
	for _, id := range sorted(in.Components) {
		c := in.Components[id]
		c.Chain, c.Tenants, c.Shared = in.around(c.Inside), nil, nil
		c.Runs, c.Assets, c.Insiders, c.Keepers, c.Providers, c.Load = nil, nil, nil, nil, nil, 0
		c.FlowsIn, c.FlowsOut, c.FromOutside, c.Receives, c.Sends, c.ReachedFrom = nil, nil, nil, nil, nil, nil
		c.Highest, c.Handled, c.Key = Highest{}, Highest{}, nil
		if slices.Contains(c.Checks, "all") {
			c.Checks = AllChecks()
		}
		if b := in.Boundaries[c.Inside]; b != nil {
			b.Members = append(b.Members, id)
			if slices.Contains(c.ExposedTo, "internet") {
				b.Exposed = append(b.Exposed, id)
			}
			c.Operator = stated(c.Operator, b.Operator)
			c.Region = b.Region
		}
		c.Operates = in.Parties[c.Operator]
		c.Tenants = in.tenantsAround(c.Chain)
		if c.Encryption != nil {
			c.Key = in.Keys[c.Encryption.Key]
		}
	}
}

func (in *Input) tenantsAround(chain []string) []string {
	var tenants []string
	for _, id := range chain {
		if in.Boundaries[id].Kind == "tenant" {
			tenants = insert(tenants, id)
		}
	}
	return tenants
}

// indexHosts tells hosts what runs on them, hosts on hosts included, and finds
// out what tenants share.
func (in *Input) indexHosts() {
	for _, id := range sorted(in.Components) {
		c := in.Components[id]
		seen := []string{id}
		for at := c.RunsOn; in.Components[at] != nil && !slices.Contains(seen, at); at = in.Components[at].RunsOn {
			seen = append(seen, at)
			host := in.Components[at]
			host.Runs = insert(host.Runs, id)
			for _, tenant := range in.tenantsAround(c.Chain) {
				host.Tenants = insert(host.Tenants, tenant)
			}
		}
	}
	for _, c := range in.Components {
		c.Shared = shared(c)
	}
}

func shared(c *Component) *bool {
	switch {
	case c.Tenancy == "shared", len(c.Runs) > 0 && len(c.Tenants) > 1:
		return new(true)
	case c.Tenancy == "":
		return nil
	}
	return new(false)
}

func (in *Input) indexFlows() {
	for _, id := range sorted(in.Flows) {
		f := in.Flows[id]
		f.Sender, f.Receiver = in.Components[f.From], in.Components[f.To]
		f.Crosses = crossed(f.Sender, f.Receiver)
		if f.Sender != nil {
			f.Sender.FlowsOut = append(f.Sender.FlowsOut, id)
			f.Sender.Sends = insert(f.Sender.Sends, f.Purpose)
		}
		if f.Receiver != nil {
			f.Receiver.FlowsIn = append(f.Receiver.FlowsIn, id)
			if len(f.Crosses) > 0 {
				f.Receiver.FromOutside = append(f.Receiver.FromOutside, id)
			}
			f.Receiver.Receives = insert(f.Receiver.Receives, f.Purpose)
		}
	}
}

// crossed are the boundaries around one end and not the other.
func crossed(from, to *Component) []string {
	if from == nil || to == nil {
		return nil
	}
	return append(without(from.Chain, to.Chain), without(to.Chain, from.Chain)...)
}

func without(list, other []string) []string {
	var rest []string
	for _, s := range list {
		if !slices.Contains(other, s) {
			rest = append(rest, s)
		}
	}
	return rest
}

// indexAssets tells components which assets are at them, assets where they
// pass, and adds up sensitivities.
func (in *Input) indexAssets() {
	in.indexPassage()
	in.placeAssets()
	for _, f := range in.Flows {
		f.Highest = in.highest(nil, append(slices.Clone(f.Carries), f.Returns...))
	}
	for _, c := range in.Components {
		c.Highest = in.highest(c.Sensitivity, c.Assets)
		c.Handled = in.highest(c.Sensitivity, in.handled(c))
	}
}

// handled are the assets at a component, or on a host, and those that flows
// bring there or take away. An asset may be listed more than once.
func (in *Input) handled(c *Component) []string {
	flows := append(slices.Clone(c.FlowsIn), c.FlowsOut...)
	for _, id := range c.Runs {
		guest := in.Components[id]
		flows = append(append(flows, guest.FlowsIn...), guest.FlowsOut...)
	}
	assets := slices.Clone(c.Assets)
	for _, id := range flows {
		assets = append(append(assets, in.Flows[id].Carries...), in.Flows[id].Returns...)
	}
	return assets
}

func (in *Input) placeAssets() {
	for _, id := range sorted(in.Assets) {
		for _, at := range in.Assets[id].At {
			c := in.Components[at]
			if c == nil {
				continue
			}
			c.Assets = insert(c.Assets, id)
			for _, host := range in.hosts(at) {
				h := in.Components[host]
				h.Assets = insert(h.Assets, id)
			}
		}
	}
}

// hosts are the hosts below a component.
func (in *Input) hosts(id string) []string {
	var hosts []string
	for at := in.Components[id].RunsOn; in.Components[at] != nil && at != id && !slices.Contains(hosts, at); at = in.Components[at].RunsOn {
		hosts = append(hosts, at)
	}
	return hosts
}

func (in *Input) indexPassage() {
	for _, a := range in.Assets {
		a.Passes, a.CarriedBy = slices.Clone(a.At), nil
	}
	for _, id := range sorted(in.Flows) {
		f := in.Flows[id]
		for _, asset := range append(slices.Clone(f.Carries), f.Returns...) {
			if a := in.Assets[asset]; a != nil {
				a.Passes = append(a.Passes, f.From, f.To)
				a.CarriedBy = insert(a.CarriedBy, id)
			}
		}
	}
	for _, a := range in.Assets {
		slices.Sort(a.Passes)
		a.Passes = slices.Compact(a.Passes)
	}
}

func (in *Input) highest(own *Sensitivity, assets []string) Highest {
	h, rated := Highest{}, true
	h.raise(own)
	for _, id := range assets {
		if a := in.Assets[id]; a != nil {
			rated = h.raise(a.Sensitivity) && rated
		}
	}
	if rated {
		h.Rated = &rated
	}
	return h
}

// raise takes in one more sensitivity and reports whether it is stated in full.
func (h *Highest) raise(s *Sensitivity) bool {
	if s == nil {
		return false
	}
	full := true
	for _, p := range []struct {
		highest *float64
		stated  *float64
	}{{&h.Confidentiality, s.Confidentiality}, {&h.Integrity, s.Integrity}, {&h.Availability, s.Availability}} {
		if p.stated == nil {
			full = false
			continue
		}
		*p.highest = max(*p.highest, *p.stated)
	}
	return full
}

func (in *Input) indexKeysAndRoles() {
	for _, k := range in.Keys {
		k.Encrypts = nil
	}
	for _, id := range sorted(in.Components) {
		if k := in.Components[id].Key; k != nil {
			k.Encrypts = append(k.Encrypts, id)
		}
	}
	for _, r := range in.Roles {
		r.Holder = in.Parties[r.Party]
	}
}

func (in *Input) indexInsiders() {
	standing := map[string][]string{} // by provider boundary
	for _, id := range sorted(in.Attackers) {
		for _, at := range in.Attackers[id].At {
			b := in.Boundaries[at]
			if in.Attackers[id].Kind == "insider" && b != nil && b.Kind == "provider" {
				standing[at] = append(standing[at], id)
			}
		}
	}
	for _, c := range in.Components {
		for _, b := range c.Chain {
			for _, id := range standing[b] {
				c.Insiders = insert(c.Insiders, id)
			}
		}
	}
}

// indexKeepers finds the parties in whose hands components are.
func (in *Input) indexKeepers() {
	for _, id := range sorted(in.Components) {
		c := in.Components[id]
		for _, at := range append(in.hosts(id), id) {
			below := in.Components[at]
			c.Keepers = insert(c.Keepers, below.Operator)
			for _, b := range below.Chain {
				c.Keepers = insert(c.Keepers, in.Boundaries[b].Operator)
			}
		}
		for _, party := range c.Keepers {
			if p := in.Parties[party]; p != nil {
				p.Keeps = append(p.Keeps, id)
				c.Providers = append(c.Providers, p.provides()...)
			}
		}
		slices.Sort(c.Providers)
		c.Providers = slices.Compact(c.Providers)
	}
}

// provides is a provider and whom it hands work to; none of a customer.
func (p *Party) provides() []string {
	if p.Kind == "" || p.Kind == "customer" {
		return nil
	}
	return p.Chain
}

// indexLoads adds up what flows bring.
func (in *Input) indexLoads() {
	for _, id := range sorted(in.Flows) {
		if f := in.Flows[id]; f.Receiver != nil {
			f.Receiver.Load += f.perYear() * f.senders()
		}
	}
}

// perYear is how often one sender uses a flow in a year, 0 where neither a rate
// nor a pause between polls is stated.
func (f *Flow) perYear() float64 {
	switch {
	case f.Rate != nil:
		return *f.Rate
	case f.PollEvery != nil && *f.PollEvery > 0:
		return daysPerYear / *f.PollEvery
	}
	return 0
}

// daysPerYear is how long a year is in the model language.
const daysPerYear = 365

// senders is how many a flow has: one, or the devices of a class, 0 where nobody
// states how many they are.
func (f *Flow) senders() float64 {
	switch {
	case !isDevice(f.Sender):
		return 1
	case f.Sender.Count == nil:
		return 0
	}
	return *f.Sender.Count
}

// indexReach walks from every control component against its flows, never
// through a bastion, and notes the places that it meets.
func (in *Input) indexReach() {
	for _, c := range in.Components {
		if c.Kind == "control" {
			c.ReachedFrom = in.reachedFrom(c)
		}
	}
}

func (in *Input) reachedFrom(control *Component) []string {
	places := slices.Clone(control.ExposedTo)
	seen := map[*Component]bool{control: true}
	for next := []*Component{control}; len(next) > 0; {
		c := next[0]
		next = next[1:]
		for _, id := range c.FlowsIn {
			from := in.Flows[id].Sender
			if from == nil || from.Kind == "bastion" || seen[from] {
				continue
			}
			seen[from] = true
			next = append(next, from)
			places = append(append(places, in.tenantsAround(from.Chain)...), in.tenantsExposedTo(from)...)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

func (in *Input) tenantsExposedTo(c *Component) []string {
	var tenants []string
	for _, id := range c.ExposedTo {
		if b := in.Boundaries[id]; b != nil && b.Kind == "tenant" {
			tenants = append(tenants, id)
		}
	}
	return tenants
}

func (in *Input) partition() {
	in.ByKind = map[string]map[string]*Component{}
	in.ByProtocol, in.ByPurpose = map[string]map[string]*Flow{}, map[string]map[string]*Flow{}
	in.DeviceFlows = map[string]*Flow{}
	for id, c := range in.Components {
		sortInto(in.ByKind, c.Kind, id, c)
	}
	for id, f := range in.Flows {
		sortInto(in.ByProtocol, f.Protocol, id, f)
		sortInto(in.ByPurpose, f.Purpose, id, f)
		if isDevice(f.Sender) || isDevice(f.Receiver) {
			in.DeviceFlows[id] = f
		}
	}
	in.DeviceDoors = in.deviceDoors()
}

// deviceDoors walks from the devices along their flows, either way, through
// gateways up to brokers. An edge is a door by its kind.
func (in *Input) deviceDoors() map[string]*Component {
	doors := map[string]*Component{}
	if len(in.ByKind["device"]) == 0 {
		return doors
	}
	maps.Copy(doors, in.ByKind["edge"])
	next := slices.Collect(maps.Values(in.ByKind["device"]))
	for seen := map[string]bool{}; len(next) > 0; {
		c := next[0]
		next = next[1:]
		for _, id := range in.neighbours(c) {
			switch met := in.Components[id]; {
			case met == nil || seen[id]:
			case met.Kind == "broker":
				doors[id] = met
			case met.Kind == "gateway":
				next = append(next, met)
			}
			seen[id] = true
		}
	}
	return doors
}

// neighbours are the other ends of a component's flows.
func (in *Input) neighbours(c *Component) []string {
	var ids []string
	for _, flow := range c.FlowsOut {
		ids = append(ids, in.Flows[flow].To)
	}
	for _, flow := range c.FlowsIn {
		ids = append(ids, in.Flows[flow].From)
	}
	return ids
}

func isDevice(c *Component) bool { return c != nil && c.Kind == "device" }

func sortInto[T any](parts map[string]map[string]*T, key, id string, element *T) {
	if key == "" {
		return
	}
	if parts[key] == nil {
		parts[key] = map[string]*T{}
	}
	parts[key][id] = element
}

func sorted[T any](section map[string]T) []string { return slices.Sorted(maps.Keys(section)) }

// stated is the first of the words that is stated.
func stated(own, inherited string) string {
	if own != "" {
		return own
	}
	return inherited
}

// insert keeps a list sorted and without doubles or empty words.
func insert(list []string, s string) []string {
	i, found := slices.BinarySearch(list, s)
	if found || s == "" {
		return list
	}
	return slices.Insert(list, i, s)
}
