package openpsa

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/convert/tree"
)

// model puts definitions into a model; they begin on line 2.
func model(inside string) string { return "<opsa-mef>\n" + inside + "\n</opsa-mef>" }

func fault(inside string) string {
	return "<define-fault-tree name=\"FT\">" + inside + "</define-fault-tree>"
}

// written is the tree JSON of a model, from "gates" on.
func written(t *testing.T, text string, o Options) string {
	t.Helper()
	g, problems := ReadGraph("m/model.xml", []byte(text), o)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var out bytes.Buffer
	if err := g.Write(&out); err != nil {
		t.Fatal(err)
	}
	_, definitions, _ := strings.Cut(out.String(), "\"gates\": ")
	return definitions
}

func gate(name, formula string) string {
	return "<define-gate name=\"" + name + "\">" + formula + "</define-gate>\n"
}

func basic(name, expression string) string {
	return "<define-basic-event name=\"" + name + "\">" + expression + "</define-basic-event>\n"
}

func float(x string) string { return "<float value=\"" + x + "\"/>" }

const (
	a = `<basic-event name="a"/>`
	b = `<basic-event name="b"/>`
	c = `<event name="c" type="basic-event"/>`
)

func TestFormulas(t *testing.T) {
	for formula, want := range map[string]string{
		a:                        `"a"`,
		"<or>" + a + b + "</or>": `{"any": ["a", "b"]}`,
		"<and>" + a + "<event name='b'/>" + "</and>":                   `{"all": ["a", "b"]}`,
		"<not>" + a + "</not>":                                         `{"not": "a"}`,
		"<xor>" + a + b + "</xor>":                                     `{"odd": ["a", "b"]}`,
		"<nand>" + a + b + "</nand>":                                   `{"not_all": ["a", "b"]}`,
		"<nor>" + a + b + "</nor>":                                     `{"none": ["a", "b"]}`,
		"<iff>" + a + b + "</iff>":                                     `{"not": {"odd": ["a", "b"]}}`,
		"<imply>" + a + b + "</imply>":                                 `{"any": [{"not": "a"}, "b"]}`,
		"<atleast min='2'>" + a + b + c + "</atleast>":                 `{"at_least": 2, "of": ["a", "b", "c"]}`,
		"<cardinality min='1' max='2'>" + a + b + c + "</cardinality>": `{"between": [1, 2], "of": ["a", "b", "c"]}`,
		"<or>" + a + "<and>" + b + "<not>" + c + "</not></and></or>":   `{"any": ["a", {"all": ["b", {"not": "c"}]}]}`,
		"<label>text &amp; more</label><attributes><attribute name='x' value='y'/></attributes><or><label/>" + a + "</or>": `{"any": ["a"]}`,
		"<or>" + a + `<house-event name="h"/></or>`:  `{"any": ["a", "h"]}`,
		"<or>" + a + `<constant value="true"/></or>`: `{"any": ["a", "constant true"]}`,
	} {
		got := written(t, model(fault(gate("g", formula))+basic("a", float("0.1"))+basic("b", "")+basic("c", "")+
			`<define-house-event name="h"><constant value="true"/></define-house-event>`), Options{})
		if want = "{\n\"g\": " + want + "\n}"; !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %s", formula, got)
		}
	}
}

func TestHouseEvents(t *testing.T) {
	for constant, want := range map[string]string{
		`<constant value="true"/>`: `true`, `<label>off</label><constant value="false"/>`: `false`, "": `false`,
	} {
		got := written(t, model(gate("g", `<house-event name="h"/>`)+"<define-house-event name='h'>"+constant+"</define-house-event>"), Options{})
		if want = "{\n\"g\": \"h\"\n},\n\"constants\": {\n\"h\": " + want + "\n}\n}\n"; got != want {
			t.Errorf("%s: got %s", constant, got)
		}
	}
}

// leafOf reads a model whose only leaf has an expression.
func leafOf(t *testing.T, expression, more string) tree.Leaf {
	t.Helper()
	text := model(gate("g", a) + "<model-data>" + basic("a", expression) + more + "</model-data>")
	d, problems := Read("m.xml", []byte(text), Options{MissionTime: 1000})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", expression, problems)
	}
	return d.Leaves[0]
}

func defineParameter(name, expression string) string {
	return "<define-parameter name=\"" + name + "\">" + expression + "</define-parameter>"
}

// Values by hand, or by the definition of what they mean, from another formula.
func TestExpressions(t *testing.T) {
	f := float
	exp := math.Exp
	for expression, want := range map[string]float64{
		f("0.25"):                      0.25,
		`<int value="1"/>`:             1,
		`<bool value="true"/>`:         1,
		"<neg>" + f("-0.5") + "</neg>": 0.5,
		"<add>" + f("0.1") + f("0.2") + f("0.3") + "</add>":                                                             0.6,
		"<sub>" + f("0.9") + f("0.2") + f("0.3") + "</sub>":                                                             0.4,
		"<mul>" + f("0.5") + f("0.5") + f("0.5") + "</mul>":                                                             0.125,
		"<div>" + f("1") + f("2") + f("5") + "</div>":                                                                   0.1,
		"<min>" + f("0.5") + f("0.25") + "</min>":                                                                       0.25,
		"<max>" + f("0.5") + f("0.25") + "</max>":                                                                       0.5,
		"<mean>" + f("0.5") + f("0.25") + "</mean>":                                                                     0.375,
		"<pow>" + f("0.5") + f("3") + "</pow>":                                                                          0.125,
		"<sqrt>" + f("0.25") + "</sqrt>":                                                                                0.5,
		"<exp>" + f("-1") + "</exp>":                                                                                    exp(-1),
		"<log10>" + f("10") + "</log10>":                                                                                1,
		"<div><pi/>" + f("4") + "</div>":                                                                                math.Pi / 4,
		"<ite><lt>" + f("1") + f("2") + "</lt>" + f("0.1") + f("0.2") + "</ite>":                                        0.1,
		"<div><system-mission-time/>" + f("8760") + "</div>":                                                            1000. / 8760,
		"<exponential>" + f("1e-3") + "<system-mission-time/></exponential>":                                            1 - exp(-1),
		"<Weibull>" + f("1000") + f("2") + f("500") + f("1500") + "</Weibull>":                                          1 - exp(-1),
		"<Weibull>" + f("1000") + f("2") + f("500") + f("300") + "</Weibull>":                                           0,
		"<GLM>" + f("0.1") + f("0") + f("0") + f("10") + "</GLM>":                                                       0.1,
		"<GLM>" + f("0") + f("1e-3") + f("0") + f("1000") + "</GLM>":                                                    1 - exp(-1),
		"<GLM>" + f("0.5") + f("0.01") + f("0.03") + f("1e6") + "</GLM>":                                                0.25,
		"<GLM>" + f("1") + f("0") + f("0.001") + f("1000") + "</GLM>":                                                   exp(-1),
		"<periodic-test>" + f("1e-3") + f("100") + f("50") + f("30") + "</periodic-test>":                               1 - exp(-0.03),
		"<periodic-test>" + f("1e-3") + f("100") + f("50") + f("270") + "</periodic-test>":                              1 - exp(-0.02),
		"<periodic-test>" + f("1e-3") + f("100") + f("50") + f("250") + "</periodic-test>":                              1 - exp(-0.1),
		"<uniform-deviate>" + f("0.1") + f("0.3") + "</uniform-deviate>":                                                0.2,
		"<normal-deviate>" + f("0.1") + f("0.01") + "</normal-deviate>":                                                 0.1,
		"<lognormal-deviate>" + f("0.01") + f("3") + f("0.95") + "</lognormal-deviate>":                                 0.01,
		"<lognormal-deviate>" + f("-5") + f("2") + "</lognormal-deviate>":                                               exp(-3),
		"<gamma-deviate>" + f("2") + f("0.1") + "</gamma-deviate>":                                                      0.2,
		"<beta-deviate>" + f("1") + f("3") + "</beta-deviate>":                                                          0.25,
		"<histogram>" + f("0") + "<bin>" + f("0.2") + f("3") + "</bin><bin>" + f("0.6") + f("1") + "</bin></histogram>": 0.175,
		`<parameter name="p"/>`:                                                                                         0.3,
		`<mul><parameter name="p"/><parameter name="half" unit="float"/></mul>`:                                         0.15,
	} {
		l := leafOf(t, expression, defineParameter("p", "<mul><parameter name='half'/>"+f("0.6")+"</mul>")+defineParameter("half", f("0.5")))
		if !l.Given.Has(tree.Probability) || math.Abs(l.Probability-want) > 1e-12 {
			t.Errorf("%s: %v, want %v", expression, l.Probability, want)
		}
	}
}

// With tests and repair: the chance to be down by small steps of time.
func TestPeriodicTestWithRepair(t *testing.T) {
	for _, c := range []struct{ lambda, mu, tau, theta, t float64 }{
		{1e-3, 2e-2, 100, 50, 1234}, {1e-2, 1e-2, 100, 50, 777}, {1e-3, 0, 100, 50, 777}, {1e-3, 5e-2, 100, 0, 300}, {1e-3, 1e-2, 70, 50, 20},
	} {
		up, hidden, repair := 1.0, 0.0, 0.0
		const dt = 1e-3
		next := c.theta
		for now := 0.0; now < c.t-dt/2; now += dt {
			if now > next-dt/2 {
				repair, hidden = repair+hidden, 0
				next += c.tau
			}
			failed, fixed := up*-math.Expm1(-c.lambda*dt), repair*-math.Expm1(-c.mu*dt)
			up, hidden, repair = up-failed+fixed, hidden+failed, repair-fixed
		}
		if got := repaired(c.lambda, c.mu, c.tau, c.theta, c.t); math.Abs(got-(hidden+repair)) > 1e-5 {
			t.Errorf("%+v: %v, want %v", c, got, hidden+repair)
		}
	}
}

func TestUncertainty(t *testing.T) {
	f := float
	lognormal, _ := attacktree.Lognormal(0.01, 3)
	uniform, _ := attacktree.Uniform(0.1, 0.3)
	beta, _ := attacktree.Beta(1, 3)
	normal, _ := attacktree.Normal(0.1, 0.01)
	for expression, want := range map[string]*attacktree.Distribution{
		"<lognormal-deviate>" + f("0.01") + f("3") + f("0.95") + "</lognormal-deviate>": &lognormal,
		"<uniform-deviate>" + f("0.1") + f("0.3") + "</uniform-deviate>":                &uniform,
		"<beta-deviate>" + f("1") + `<parameter name="three"/></beta-deviate>`:          &beta,
		"<normal-deviate>" + f("0.1") + f("0.01") + "</normal-deviate>":                 &normal,
		"<gamma-deviate>" + f("2") + f("0.1") + "</gamma-deviate>":                      nil,
		f("0.1"): nil,
		"<mul>" + f("0.1") + "<uniform-deviate>" + f("0.1") + f("0.3") + "</uniform-deviate></mul>": nil,
	} {
		got := leafOf(t, expression, defineParameter("three", f("3"))).Uncertain
		if (got == nil) != (want == nil) || got != nil && math.Abs(got.Quantile(0.9)-want.Quantile(0.9)) > 1e-12 {
			t.Errorf("%s: %+v, want %+v", expression, got, want)
		}
	}
	mean, factor := lognormal2(t, "-5", "2")
	if math.Abs(mean-math.Exp(-3)) > 1e-12 || math.Abs(factor-math.Exp(2*1.6448536269514722)) > 1e-9 {
		t.Errorf("mean %v, error factor %v", mean, factor)
	}
	// The error factor at another level: the same law.
	_, at90 := lognormal3(0.01, 3, 0.90)
	if want := math.Pow(3, 1.6448536269514722/1.2815515655446004); math.Abs(at90-want) > 1e-9 {
		t.Errorf("error factor %v, want %v", at90, want)
	}
}

func lognormal2(t *testing.T, mu, sigma string) (mean, factor float64) {
	t.Helper()
	l := leafOf(t, "<lognormal-deviate>"+float(mu)+float(sigma)+"</lognormal-deviate>", "")
	return l.Probability, l.Uncertain.Quantile(0.95) / l.Uncertain.Quantile(0.5)
}

func lognormal3(mean, factor, level float64) (float64, float64) {
	return lognormal([]float64{mean, factor, level})
}

// A name means the private element of the innermost container, else the public one.
func TestNamesAreLookedUpFromInside(t *testing.T) {
	text := model(fault(
		gate("top", `<or><gate name="x"/><gate name="FT.C.x"/><gate name="y"/><gate name="C.y"/><gate name="FT.C.y"/></or>`)+
			gate("x", a)+
			`<define-component name="C">`+`<define-gate name="x" role="private"><and>`+b+`<basic-event name="l"/></and></define-gate>`+
			gate("y", `<and><gate name="x"/><basic-event name="l"/></and>`)+
			`<define-basic-event name="l" role="private">`+parameterUse("p")+`</define-basic-event>`+
			`<define-parameter name="p" role="private">`+float("0.5")+`</define-parameter></define-component>`+
			`<define-component name="D" role="private">`+basic("l", parameterUse("p"))+gate("z", `<basic-event name="l"/>`)+`</define-component>`,
	) + gate("u", `<or><gate name="top"/><gate name="FT.D.z"/></or>`) + basic("a", "") + basic("b", "") + defineParameter("p", float("0.25")))
	want := `{
"top": {"any": ["x", "FT.C.x", "y", "y", "y"]},
"x": "a",
"FT.C.x": {"all": ["b", "FT.C.l"]},
"y": {"all": ["FT.C.x", "FT.C.l"]},
"FT.D.z": "FT.D.l",
"u": {"any": ["top", "FT.D.z"]}
},
"leaves": {
"a": {},
"b": {},
"FT.C.l": 0.5,
"FT.D.l": 0.25
}
}
`
	if diff := cmp.Diff(want, written(t, text, Options{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func parameterUse(name string) string { return `<parameter name="` + name + `"/>` }

// folder is files that may be included.
type folder map[string]string

func (f folder) read(path string) ([]byte, error) {
	if text, ok := f[path]; ok {
		return []byte(text), nil
	}
	return nil, errors.New("no such file")
}

func TestIncludes(t *testing.T) {
	files := folder{
		"sub/gates.xml": model(gate("g", "<or>"+a+b+"</or>") + `<include file="../events.xml"/>`),
		"events.xml":    model(basic("a", float("0.5"))),
	}
	text := model(`<include file="sub/gates.xml"/>` + basic("b", float("0.25")))
	d, problems := Read("m/model.xml", []byte(text), Options{Include: files.read})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if d.Top != "g" || len(d.Leaves) != 2 || d.Leaves[0].Pos.String() != "m/events.xml:2:1" || d.Leaves[1].Pos.String() != "m/model.xml:2:32" {
		t.Errorf("%+v", d)
	}
}

func TestIncludesAreConfined(t *testing.T) {
	files := folder{
		"circle.xml": model(`<include file="circle.xml"/>`), "back.xml": model(`<include file="model.xml"/>`), "bad.xml": "<opsa-mef>\n<gate",
	}
	for i := range 20 {
		files[fmt.Sprintf("deep%d.xml", i)] = model(fmt.Sprintf(`<include file="deep%d.xml"/>`, i+1))
	}
	for include, want := range map[string]string{
		`<include file="../x.xml"/>`:    `m/model.xml:2:1: "../x.xml" lies outside of the model's folder; it should be a relative path with slashes [include]`,
		`<include file="/etc/passwd"/>`: `m/model.xml:2:1: "/etc/passwd" lies outside of the model's folder; it should be a relative path with slashes [include]`,
		`<include file="a\b.xml"/>`:     `m/model.xml:2:1: "a\\b.xml" lies outside of the model's folder; it should be a relative path with slashes [include]`,
		`<include file="a/../../x"/>`:   `m/model.xml:2:1: "a/../../x" lies outside of the model's folder; it should be a relative path with slashes [include]`,
		`<include/>`:                    `m/model.xml:2:1: an include has no file [include]`,
		`<xi:include href="none.xml"/>`: `m/model.xml:2:1: "none.xml" cannot be read: no such file [include]`,
		`<include file="circle.xml"/>`:  `m/circle.xml:2:1: "circle.xml" is read already; a model includes each file once [include]`,
		`<include file="back.xml"/>`:    `m/back.xml:2:1: "model.xml" is read already; a model includes each file once [include]`,
		`<include file="bad.xml"/>`:     `m/bad.xml:2:1: this tag is not complete [syntax]`,
		`<include file="deep0.xml"/>`:   `m/deep15.xml:2:1: files include each other deeper than 16 [include]`,
	} {
		_, problems := Read("m/model.xml", []byte(model(include+gate("g", a)+basic("a", ""))), Options{Include: files.read})
		if got := problems.Error(); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", include, got, want)
		}
	}
	_, problems := Read("m.xml", []byte(model(`<include file="x.xml"/>`)), Options{})
	if len(problems) == 0 || problems[0].Message != `includes are not read here: "x.xml"` {
		t.Errorf("%v", problems)
	}
}

// Files are one model only together.
func TestTransfersBetweenFiles(t *testing.T) {
	first, second := model(gate("g", `<or><gate name="h"/>`+a+"</or>")), model(gate("h", "<and>"+a+b+"</and>")+basic("a", float("0.5"))+basic("b", float("0.5")))
	if _, problems := Read("1.xml", []byte(first), Options{}); len(problems) != 2 {
		t.Errorf("%v", problems)
	}
	d, problems := Read("1.xml", []byte(first), Options{More: []File{{"2.xml", []byte(second)}}})
	if len(problems) > 0 || d.Top != "g" || d.Gates != 2 || len(d.Leaves) != 2 || d.Leaves[0].Pos.File != "2.xml" {
		t.Errorf("%+v %v", d, problems)
	}
}

var bad = []struct{ name, text, want string }{
	{"nothing", "", `m.xml:1:1: there is no element here [syntax]`},
	{"another root", "<model/>", `m.xml:1:1: the root element is <model>; it should be <opsa-mef> (or <adtree>, for ADTool) [value]`},
	{"an entity bomb", "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;\">]>\n<opsa-mef/>", `m.xml:1:1: document types ("<!DOCTYPE") are refused: they may define entities without end; remove it [syntax]`},
	{"an external entity", "<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n<opsa-mef/>", `m.xml:2:1: document types ("<!DOCTYPE") are refused: they may define entities without end; remove it [syntax]`},
	{"an unknown entity", model(gate("&x;", a)), `m.xml:2:20: the entity "&x;" is unknown; only those of XML itself are read [syntax]`},
	{"depth", "<opsa-mef>" + strings.Repeat("\n<or>", 100), `m.xml:2:1: <or> is not read in <opsa-mef> [unknown-key]
m.xml:65:1: elements are nested deeper than 64 [limit]`},
	{"a wrong end", "<opsa-mef>\n<define-gate name='g'></define-gates></opsa-mef>", `m.xml:2:23: </define-gates> stands where <define-gate> should end [syntax]`},
	{"an open end", "<opsa-mef>\n<define-gate name='g'>", `m.xml:2:23: the text ends inside of <define-gate> [syntax]`},
	{"an open end in a formula", "<opsa-mef><define-gate name='g'><or>", `m.xml:1:37: the text ends inside of <or> [syntax]`},
	{"an open end in an expression", "<opsa-mef><define-basic-event name='a'><div>", `m.xml:1:45: the text ends inside of <div> [syntax]`},
	{"an unknown element", model("<define-gates name='g'/>" + basic("a", "")), `m.xml:2:1: <define-gates> is not read in <opsa-mef>; did you mean <define-gate>? [unknown-key]`},
	{"an unknown operator", model(gate("g", "<orr>"+a+"</orr>") + basic("a", "")), `m.xml:2:23: <orr> is not read in <define-gate>; did you mean <or>? [unknown-key]`},
	{"an unknown expression", model(gate("g", a) + basic("a", "<flaot value='1'/>")), `m.xml:3:30: <flaot> is not read in <define-basic-event>; did you mean <float>? [unknown-key]`},
	{"text", model("hello" + gate("g", a) + basic("a", "")), `m.xml:2:1: no text is expected in <opsa-mef> [syntax]`},
	{"no name", model("<define-gate>" + a + "</define-gate>" + basic("a", "")), `m.xml:2:1: <define-gate> has no name [value]`},
	{"a group with a common cause", model("<define-CCF-group name='c'/>" + gate("g", a) + basic("a", "")), `m.xml:2:1: <define-CCF-group> changes what gates and events mean, and is not read here [value]`},
	{"an empty gate", model(gate("g", "") + basic("a", "")), `m.xml:2:1: gate "g" has no arguments [value]`},
	{"an empty formula", model(gate("g", "<or/>") + basic("a", "")), `m.xml:2:23: this gate has no arguments [value]`},
	{"two formulas", model(gate("g", a+b) + basic("a", "") + basic("b", "")), `m.xml:2:46: gate "g" has more than one formula [value]`},
	{"an exclusive or of three", model(gate("g", "<xor>"+a+b+c+"</xor>") + basic("a", "") + basic("b", "") + basic("c", "")), `m.xml:2:23: <xor> has 3 arguments; it should have two [value]`},
	{"k too large", model(gate("g", "<atleast min='3'>"+a+b+"</atleast>") + basic("a", "") + basic("b", "")), `m.xml:2:23: this gate needs 3 of 2 arguments; it should need between 1 and 2 [value]`},
	{"k far too large", model(gate("g", "<atleast min='4294967297'>"+a+b+"</atleast>") + basic("a", "") + basic("b", "")), `m.xml:2:23: min "4294967297" should be a whole number [value]`},
	{"k missing", model(gate("g", "<atleast>"+a+b+"</atleast>") + basic("a", "") + basic("b", "")), `m.xml:2:23: <atleast> has no min [value]`},
	{"an undefined gate", model(gate("g", `<or><gate name="hh"/>`+a+`</or>`) + gate("h", a) + basic("a", "")), `m.xml:2:27: gate "hh" is not defined; did you mean "h"? [reference]`},
	{"an undefined event", model(gate("g", "<or>"+a+b+"</or>") + basic("a", "")), `m.xml:2:50: leaf "b" is not defined; did you mean "a"? [reference]`},
	{"another sort", model(gate("g", `<or><gate name="a"/>`+b+"</or>") + basic("a", "") + basic("b", "")), `m.xml:2:27: "a" is no gate but a leaf, at m.xml:3:1 [reference]`},
	{"an event type", model(gate("g", `<event name="a" type="leaf"/>`) + basic("a", "")), `m.xml:2:23: the type "leaf" should be gate, basic-event or house-event [value]`},
	{"a name twice", model(gate("g", a) + basic("a", "") + basic("a", "")), `m.xml:4:1: "a" is defined already, at m.xml:3:1 [duplicate]`},
	{"a circle", model(gate("g", `<gate name="h"/>`) + gate("h", `<not><gate name="g"/></not>`)), `m.xml:3:28: gate "g" needs itself: "g" → "h" → "g" [cycle]`},
	{"several tops", model(gate("g", a) + gate("h", a) + basic("a", "")), `m.xml:3:1: there are 2 tops, that nothing refers to: "g", "h"; one should be chosen [value]`},
	{"a probability", model(gate("g", a) + basic("a", float("1.5"))), `m.xml:3:1: the probability of "a" is 1.5; it should be between 0 and 1 [value]`},
	{"no number", model(gate("g", a) + basic("a", float("half"))), `m.xml:3:30: "half" is no finite number [value]`},
	{"an infinite number", model(gate("g", a) + basic("a", float("inf"))), `m.xml:3:30: "inf" is no finite number [value]`},
	{"two expressions", model(gate("g", a) + basic("a", float("0.1")+float("0.2"))), `m.xml:3:50: a basic event has one expression [value]`},
	{"a division by zero", model(gate("g", a) + basic("a", "<div>"+float("1")+float("0")+"</div>")), `m.xml:3:30: <div> of 1, 0 has no finite value [value]`},
	{"too few arguments", model(gate("g", a) + basic("a", "<exponential>"+float("1")+"</exponential>")), `m.xml:3:30: <exponential> has 1 arguments; it should have 2 [value]`},
	{"the long form of tests", model(gate("g", a) + basic("a", "<periodic-test>"+strings.Repeat(float("1"), 11)+"</periodic-test>")), `m.xml:3:30: <periodic-test> has 11 arguments; it should have 4 to 5 [value]`},
	{"a negative rate", model(gate("g", a) + basic("a", "<exponential>"+float("-1")+float("1")+"</exponential>")), `m.xml:3:30: <exponential> of -1, 1 has no finite value [value]`},
	{"an unknown time", model(gate("g", a) + basic("a", "<system-mission-time/>")), `m.xml:3:30: the mission time is unknown: the model uses it, but nobody stated it [value]`},
	{"an undefined parameter", model(gate("g", a) + basic("a", parameterUse("lamda")) + defineParameter("lambda", float("0.1"))), `m.xml:3:30: parameter "lamda" is not defined; did you mean "lambda"? [reference]`},
	{"a parameter twice", model(gate("g", a) + basic("a", parameterUse("p")) + defineParameter("p", float("0.1")) + defineParameter("p", float("0.1"))), `m.xml:4:67: parameter "p" is defined already [duplicate]`},
	{"parameters in a circle", model(gate("g", a) + basic("a", parameterUse("p")) + defineParameter("p", parameterUse("q")) + defineParameter("q", parameterUse("p"))), `m.xml:4:95: parameter "p" needs itself [cycle]`},
	{"an empty parameter", model(gate("g", a) + basic("a", parameterUse("p")) + defineParameter("p", "")), `m.xml:4:1: parameter "p" has no expression [value]`},
	{"a uniform law", model(gate("g", a) + basic("a", "<uniform-deviate>"+float("0.5")+float("0.1")+"</uniform-deviate>")), `m.xml:3:1: the uncertainty of "a": uniform from 0.5 to 0.1: the ends are not in order between 0 and 1 [value]`},
	{"a histogram", model(gate("g", a) + basic("a", "<histogram>"+float("0.5")+"</histogram>")), `m.xml:3:30: <histogram> should have a lower bound, then bins of an upper bound and a weight [value]`},
	{"a house event", model(gate("g", `<house-event name="h"/>`) + "<define-house-event name='h'><constant value='on'/></define-house-event>"), `m.xml:3:30: the constant "on" should be true or false [value]`},
	{"a role", model(fault("<define-gate name='g' role='secret'>"+a+"</define-gate>") + basic("a", "")), `m.xml:2:52: the role "secret" should be public or private [value]`},
}

func TestProblems(t *testing.T) {
	for _, c := range bad {
		t.Run(c.name, func(t *testing.T) {
			d, problems := Read("m.xml", []byte(c.text), Options{})
			if got := problems.Error(); got != c.want || d != nil {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// What is passed over is said; a probability that is missing is said, too.
func TestNotes(t *testing.T) {
	text := model(gate("g", "<or>"+a+b+`<house-event name="h"/></or>`) + basic("a", "") + "<define-house-event name='h'/>\n<define-event-tree name='e'><x/></define-event-tree>\n" +
		basic("b", "<gamma-deviate>"+float("1")+float("0.1")+"</gamma-deviate>") + basic("spare", ""))
	d, problems := Read("m.xml", []byte(text), Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, n := range d.Notes {
		got = append(got, n.Pos.String()+": "+n.Message)
	}
	want := []string{
		`m.xml:4:1: house event "h" has no constant: it counts as false`,
		`m.xml:5:1: event trees and what belongs to them are not read: <define-event-tree>`,
		`m.xml:6:30: uncertainty inside of expressions, or of a law that is not drawn here, counts with its mean`,
		`m.xml:7:1: the top does not reach leaf "spare"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got, want := d.Unstated(tree.Probability).Error(), `m.xml:3:1: "a" has no probability [value]`; got != want {
		t.Errorf("got %s", got)
	}
}

// Parameters in a chain of any length are settled without recursion.
func TestLongChainOfParameters(t *testing.T) {
	var text strings.Builder
	const n = 100_000
	for i := range n {
		text.WriteString(defineParameter(fmt.Sprint("p", i), parameterUse(fmt.Sprint("p", i+1))))
	}
	l := leafOf(t, parameterUse("p0"), text.String()+defineParameter(fmt.Sprint("p", n), float("0.125")))
	if l.Probability != 0.125 {
		t.Errorf("got %v", l.Probability)
	}
}

// FuzzRead: whatever the bytes, Read returns; problems lie inside of the text; what
// is accepted is the same tree when it is read from the tree JSON that it gives.
func FuzzRead(f *testing.F) {
	for _, c := range bad {
		f.Add([]byte(c.text))
	}
	for _, formula := range []string{"<or>" + a + "<cardinality min='0' max='1'>" + b + c + "</cardinality></or>", "<iff>" + a + "<constant value='0'/></iff>"} {
		f.Add([]byte(model(fault(`<define-component name="C" role="private">`+gate("g", formula)+basic("a", parameterUse("p"))+`</define-component>`) + basic("b", "") + basic("c", "<GLM>"+strings.Repeat(float("0.5"), 4)+"</GLM>") + defineParameter("p", float("0.5")))))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, problems := Read("x", data, Options{MissionTime: 1, Include: folder{}.read})
		if (d == nil) != (len(problems) > 0) {
			t.Fatalf("%v and %v", d, problems)
		}
		lines := strings.Split(string(data), "\n")
		for _, p := range problems {
			if p.Pos.Line < 1 || p.Pos.Line > len(lines) || p.Pos.Column < 1 || p.Pos.Column > len(lines[p.Pos.Line-1])+1 || p.Message == "" {
				t.Fatalf("%v lies outside of the text", p)
			}
		}
		if d == nil {
			return
		}
		g, _ := ReadGraph("x", data, Options{MissionTime: 1})
		var out bytes.Buffer
		if err := g.Write(&out); err != nil {
			t.Fatal(err)
		}
		again, problems := tree.Read("y", out.Bytes())
		if len(problems) > 0 || again.Gates != d.Gates || len(again.Leaves) != len(d.Leaves) || again.Tree.Coherent() != d.Tree.Coherent() {
			t.Fatalf("%+v became %+v %v in %s", d, again, problems, out.String())
		}
		for i, l := range d.Leaves {
			if a := again.Leaves[i]; a.ID != l.ID || a.Leaf != l.Leaf || a.Given != l.Given {
				t.Fatalf("%+v became %+v", l, a)
			}
		}
	})
}
