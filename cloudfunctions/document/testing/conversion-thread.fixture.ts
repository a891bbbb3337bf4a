import { serveConversion } from '../convert/serve-conversion'

serveConversion()
