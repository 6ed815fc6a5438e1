package policies

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cloud is a small model with everything that is indexed.
func cloud() *Input {
	in := &Input{
		Parties: map[string]*Party{
			"us":        {Kind: "customer"},
			"nimbus":    {Kind: "provider", Subcontractors: []string{"coldstore"}},
			"coldstore": {Kind: "subcontractor", Subcontractors: []string{"nimbus"}},
		},
		Boundaries: map[string]*Boundary{
			"provider": {Kind: "provider", Operator: "nimbus", Region: "eu"},
			"a":        {Kind: "tenant", Operator: "us", Inside: "provider"},
			"b":        {Kind: "tenant", Inside: "provider"},
			"net":      {Kind: "network", Inside: "a"},
		},
		Components: map[string]*Component{
			"host":    {Kind: "host", Inside: "provider"},
			"vm":      {Kind: "host", Inside: "provider", RunsOn: "host"},
			"ours":    {Kind: "service", Inside: "net", RunsOn: "vm", ExposedTo: []string{"internet"}},
			"theirs":  {Kind: "service", Inside: "b", RunsOn: "host"},
			"store":   {Kind: "store", Inside: "provider", Tenancy: "single", Encryption: &Encryption{Key: "k"}, Operator: "us"},
			"console": {Kind: "control", Inside: "provider", ExposedTo: []string{"internet"}, Checks: []string{"all"}},
			"proxy":   {Kind: "gateway", Inside: "provider", ExposedTo: []string{"b"}},
			"jump":    {Kind: "bastion", Inside: "provider"},
			"sensor":  {Kind: "device", Count: new(10.0)},
			"relay":   {Kind: "gateway"},
			"front":   {Kind: "broker"},
			"inner":   {Kind: "broker"},
			"door":    {Kind: "edge"},
		},
		Flows: map[string]*Flow{
			"write":  {From: "ours", To: "store", Purpose: "telemetry", Protocol: "sql", Carries: []string{"data"}},
			"send":   {From: "sensor", To: "ours", Purpose: "telemetry", Protocol: "mqtt", Rate: new(5.0)},
			"ask":    {From: "store", To: "ours", PollEvery: new(36.5)},
			"told":   {From: "relay", To: "sensor"},
			"relays": {From: "relay", To: "front"},
			"queues": {From: "ours", To: "inner"},
			"manage": {From: "proxy", To: "console", Purpose: "admin", Returns: []string{"data"}},
			"hop":    {From: "ours", To: "jump"},
			"jumped": {From: "jump", To: "console", Purpose: "admin"},
		},
		Keys:   map[string]*Key{"k": {Custodian: "nimbus"}},
		Roles:  map[string]*Role{"admin": {Party: "nimbus"}},
		Assets: map[string]*Asset{"data": {At: []string{"ours"}, Sensitivity: &Sensitivity{Confidentiality: new(4.0)}}},
		Attackers: map[string]*Attacker{
			"insider": {Kind: "insider", At: []string{"provider"}},
			"outside": {Kind: "outsider", At: []string{"provider", "internet"}},
		},
	}
	in.Index()
	return in
}

func TestIndex(t *testing.T) {
	in := cloud()
	c, f := in.Components, in.Flows
	for name, x := range map[string]struct{ got, want any }{
		"chain of a party in a circle":       {in.Parties["nimbus"].Chain, []string{"coldstore", "nimbus"}},
		"primes":                             {in.Parties["coldstore"].Primes, []string{"nimbus"}},
		"chain of a boundary":                {in.Boundaries["net"].Chain, []string{"net", "a", "provider"}},
		"inherited operator of a boundary":   {in.Boundaries["net"].Operator, "us"},
		"inherited region":                   {in.Boundaries["net"].Region, "eu"},
		"members":                            {in.Boundaries["provider"].Members, []string{"console", "host", "jump", "proxy", "store", "vm"}},
		"exposed members":                    {in.Boundaries["provider"].Exposed, []string{"console"}},
		"chain of a component":               {c["ours"].Chain, []string{"net", "a", "provider"}},
		"operator of a component":            {c["ours"].Operator, "us"},
		"own operator":                       {c["store"].Operator, "us"},
		"operator as a party":                {c["host"].Operates, in.Parties["nimbus"]},
		"region of a component":              {c["theirs"].Region, "eu"},
		"tenants of a service":               {c["ours"].Tenants, []string{"a"}},
		"tenants of a host":                  {c["host"].Tenants, []string{"a", "b"}},
		"tenants of a machine on a host":     {c["vm"].Tenants, []string{"a"}},
		"runs":                               {c["host"].Runs, []string{"ours", "theirs", "vm"}},
		"a host of two tenants is shared":    {c["host"].Shared, new(true)},
		"a host of one tenant is unknown":    {c["vm"].Shared, (*bool)(nil)},
		"single is not shared":               {c["store"].Shared, new(false)},
		"assets of a host":                   {c["host"].Assets, []string{"data"}},
		"highest, in part":                   {c["host"].Highest, Highest{Confidentiality: 4}},
		"highest of nothing is rated":        {c["store"].Highest, Highest{Rated: new(true)}},
		"handled":                            {c["console"].Handled, Highest{Confidentiality: 4}},
		"key":                                {c["store"].Key, in.Keys["k"]},
		"encrypts":                           {in.Keys["k"].Encrypts, []string{"store"}},
		"keepers":                            {c["ours"].Keepers, []string{"nimbus", "us"}},
		"keepers of an own part, in a cloud": {c["store"].Keepers, []string{"nimbus", "us"}},
		"no keepers":                         {c["sensor"].Keepers, []string(nil)},
		"providers":                          {c["ours"].Providers, []string{"coldstore", "nimbus"}},
		"no providers":                       {c["relay"].Providers, []string(nil)},
		"keeps":                              {in.Parties["us"].Keeps, []string{"ours", "store"}},
		"keeps nothing":                      {in.Parties["coldstore"].Keeps, []string(nil)},
		"load":                               {c["ours"].Load, 10*5.0 + 10},
		"no load":                            {c["store"].Load, 0.0},
		"device doors":                       {in.DeviceDoors, map[string]*Component{"front": c["front"], "door": c["door"]}},
		"insiders":                           {c["ours"].Insiders, []string{"insider"}},
		"no insiders":                        {c["sensor"].Insiders, []string(nil)},
		"flows in":                           {c["console"].FlowsIn, []string{"jumped", "manage"}},
		"flows from outside":                 {c["ours"].FromOutside, []string{"ask", "send"}},
		"nothing from outside":               {c["console"].FromOutside, []string(nil)},
		"flows out":                          {c["ours"].FlowsOut, []string{"hop", "queues", "write"}},
		"receives":                           {c["console"].Receives, []string{"admin"}},
		"sends":                              {c["ours"].Sends, []string{"telemetry"}},
		"reached from, not over the bastion": {c["console"].ReachedFrom, []string{"b", "internet"}},
		"only control is reached":            {c["store"].ReachedFrom, []string(nil)},
		"all checks":                         {c["console"].Checks, AllChecks()},
		"sender":                             {f["write"].Sender, c["ours"]},
		"receiver":                           {f["write"].Receiver, c["store"]},
		"crosses outwards":                   {f["write"].Crosses, []string{"net", "a"}},
		"crosses into":                       {f["send"].Crosses, []string{"net", "a", "provider"}},
		"crosses nothing":                    {f["manage"].Crosses, []string(nil)},
		"highest of a flow":                  {f["manage"].Highest, Highest{Confidentiality: 4}},
		"passes":                             {in.Assets["data"].Passes, []string{"console", "ours", "proxy", "store"}},
		"carried by":                         {in.Assets["data"].CarriedBy, []string{"manage", "write"}},
		"holder":                             {in.Roles["admin"].Holder, in.Parties["nimbus"]},
		"by kind":                            {in.ByKind["bastion"], map[string]*Component{"jump": c["jump"]}},
		"by protocol":                        {in.ByProtocol["sql"], map[string]*Flow{"write": f["write"]}},
		"by purpose":                         {len(in.ByPurpose["admin"]), 2},
		"no purpose":                         {len(in.ByPurpose[""]), 0},
		"device flows":                       {in.DeviceFlows, map[string]*Flow{"send": f["send"], "told": f["told"]}},
	} {
		if diff := cmp.Diff(x.want, x.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestIndexTwiceChangesNothing(t *testing.T) {
	once, twice := cloud(), cloud()
	twice.Index()
	if diff := cmp.Diff(once, twice, cmp.AllowUnexported(Input{})); diff != "" {
		t.Error(diff)
	}
}

// TestIndexEndsInCirclesAndGaps: the model refuses both, but an input is no model.
func TestIndexEndsInCirclesAndGaps(t *testing.T) {
	in := &Input{
		Parties:    map[string]*Party{"p": {Subcontractors: []string{"p", "nobody"}}},
		Boundaries: map[string]*Boundary{"x": {Inside: "y"}, "y": {Inside: "x"}, "z": {Inside: "nowhere"}},
		Components: map[string]*Component{
			"a": {Inside: "x", RunsOn: "b"}, "b": {RunsOn: "a"}, "c": {Inside: "gone", RunsOn: "c"},
			"d": {Encryption: &Encryption{Key: "gone"}, Operator: "gone"},
		},
		Flows:  map[string]*Flow{"f": {From: "a", To: "gone", Carries: []string{"gone"}}, "g": {}},
		Assets: map[string]*Asset{"s": {At: []string{"gone"}}},
	}
	in.Index()
	if got := in.Components["a"].Chain; !cmp.Equal(got, []string{"x", "y"}) {
		t.Errorf("chain in a circle: %v", got)
	}
}

func TestDoorsAreForDevices(t *testing.T) {
	in := &Input{Components: map[string]*Component{"door": {Kind: "edge"}}}
	in.Index()
	if len(in.DeviceDoors) > 0 {
		t.Errorf("doors without a device: %v", in.DeviceDoors)
	}
}

// A load that is only known in part is at least what is known.
func TestLoadCountsWhatIsStated(t *testing.T) {
	in := &Input{
		Components: map[string]*Component{"many": {Kind: "device"}, "one": {Kind: "service"}, "edge": {Kind: "edge"}},
		Flows:      map[string]*Flow{"a": {From: "many", To: "edge", Rate: new(5.0)}, "b": {From: "one", To: "edge"}, "c": {From: "one", To: "edge", Rate: new(7.0)}},
	}
	in.Index()
	if got := in.Components["edge"].Load; got != 7 {
		t.Errorf("the load is %v, want 7", got)
	}
}
