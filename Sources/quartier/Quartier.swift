@main struct Quartier { static func main() {} }
