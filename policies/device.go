package policies

// DeviceFacts is what the device policy knows about one request.
type DeviceFacts struct {
	Mode string `json:"mode"`
}
